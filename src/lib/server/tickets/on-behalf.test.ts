import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { cast, world } from '../../../../tests/support/world.ts';

const written = (contact: string) => ({
	contact,
	subject: 'Par téléphone',
	category: 'incident',
	urgency: 'blocking' as const,
	body: 'L’imprimante ne répond plus.',
	private: false,
	requestKey: randomUUID()
});

test('staff open a ticket for somebody who called: it is theirs, they are told, and it says who wrote it down', async () => {
	const { as, structure, contactId, mails } = await world();
	const { contacts } = await as('sam').tickets.findContacts({ query: cast.vera.email });
	expect(contacts.map(({ name, structure }) => [name, structure.customerNumber])).toEqual([['Véra Lemoine', 'C10601']]);
	const input = written(await contactId('vera', 'sexey'));
	const { number } = await as('sam').tickets.openFor(input);
	expect(await as('sam').tickets.openFor(input)).toEqual({ number });
	expect(await as('vera').tickets.get({ structure: structure('sexey'), number })).toMatchObject({
		mine: true,
		subject: 'Par téléphone',
		status: 'new',
		openedBy: 'Samuel'
	});
	expect(await as('mona').tickets.read({ number })).toMatchObject({ openedBy: 'Samuel Petitjean' });
	expect((await mails()).map(({ to }) => to)).toContain(cast.vera.email);
});

test('callers are found by their structure’s name or number, and only those who can have tickets', async () => {
	const { as } = await world();
	const { contacts } = await as('sam').tickets.findContacts({ query: 'C10601' });
	const names = contacts.map(({ name }) => name);
	expect(names).toContain('Pia Marchetti');
	for (const shut of ['Lola Béranger-Schmitt', 'René Haxaire', 'Inès Kowalski']) expect(names).not.toContain(shut);
	const several = await as('sam').tickets.findContacts({ query: 'de' });
	expect(several.contacts).toEqual([]);
	expect(several.structures.length).toBeGreaterThan(1);
	expect(await as('sam').tickets.findContacts({ query: 'nulle part' })).toEqual({ structures: [], contacts: [] });
});

test('nobody shut out or without a login gets a ticket by telephone', async () => {
	const { as, contactId } = await world();
	for (const person of ['lola', 'rene', 'ines'] as const)
		await expect(as('sam').tickets.openFor(written(await contactId(person, 'sexey')))).rejects.toMatchObject({
			code: 'UNPROCESSABLE_CONTENT'
		});
});

test('others at the same ticket are seen, writing or reading, until they leave or fall silent', async () => {
	const { as, structure, contactId, pass } = await world();
	void structure;
	const { number } = await as('sam').tickets.openFor(written(await contactId('vera', 'sexey')));
	const at = async (person: 'sam' | 'alix', writing = false, left = false) =>
		(await as(person).tickets.presence({ number, writing, left })).others.map(({ name, writing }) => [name, writing]);
	expect(await at('sam')).toEqual([]);
	expect(await at('alix', true)).toEqual([['Samuel Petitjean', false]]);
	expect(await at('sam')).toEqual([['Alix Nguyen', true]]);
	expect(await at('alix')).toEqual([['Samuel Petitjean', false]]);
	await at('alix', false, true);
	expect(await at('sam')).toEqual([]);
	await at('alix');
	pass({ seconds: 60 });
	expect(await at('sam')).toEqual([]);
});
