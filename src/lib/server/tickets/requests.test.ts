import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { draft } from '../../../../tests/support/ticket.ts';
import { cast, world } from '../../../../tests/support/world.ts';

const confirmation = { confirmName: 'Paul Weber', confirmFunction: 'Maire', confirmPhone: '03 83 90 10 01' };
const becoming = (structure: string) => ({
	structure,
	structureName: '',
	currentAdministrator: 'Adam Ferry',
	...confirmation,
	body: 'Il part à la retraite.',
	requestKey: randomUUID()
});

test('« Devenir administrateur » keeps its answers, which customer and staff read, and is private from the start', async () => {
	const { as, structure, mails } = await world();
	const sexey = structure('sexey');
	const { number } = await as('vera').tickets.requestAdministrator(becoming(sexey));
	const expected = {
		subject: 'Devenir administrateur',
		category: 'Devenir administrateur',
		urgency: 'minor',
		private: true,
		answers: [
			{ label: 'Administrateur actuel', value: 'Adam Ferry' },
			{ label: 'Peut le confirmer', value: 'Paul Weber' },
			{ label: 'Sa fonction', value: 'Maire' },
			{ label: 'Son téléphone', value: '03 83 90 10 01' }
		]
	};
	expect(await as('vera').tickets.get({ structure: sexey, number })).toMatchObject(expected);
	expect(await as('sam').tickets.read({ number })).toMatchObject(expected);
	await expect(as('adam').tickets.get({ structure: sexey, number })).rejects.toMatchObject({ code: 'NOT_FOUND' });
	const toSam = (await mails()).find(({ to }) => to === cast.sam.email)!.text;
	expect(toSam).toContain('> Il part à la retraite.');
	expect(toSam).toMatch(/> Son téléphone\s:\s03 83 90 10 01/);
});

test('someone who waits, or has no structure, may ask for it too; without one they name it', async () => {
	const { as, structure } = await world();
	expect(await as('pia').tickets.requestAdministrator(becoming(structure('sexey')))).toHaveProperty('number');
	await expect(as('noor').tickets.requestAdministrator(becoming('me'))).rejects.toMatchObject({
		code: 'UNPROCESSABLE_CONTENT',
		cause: { fields: { structureName: expect.any(String) } }
	});
	const { number } = await as('noor').tickets.requestAdministrator({
		...becoming('me'),
		structureName: 'Atelier vosgien'
	});
	expect((await as('sam').tickets.read({ number })).answers[0]).toEqual({
		label: 'Structure',
		value: 'Atelier vosgien'
	});
});

test('« Email de référence oublié » and « Gérer une autre structure » say in a sentence what is asked where nobody added words', async () => {
	const { as, structure } = await world();
	const sexey = structure('sexey');
	const email = await as('noor').tickets.requestFormerEmail({
		structure: 'me',
		formerName: 'Noor Benali',
		formerEmail: 'n.benali@',
		formerStructure: 'Atelier vosgien',
		phone: '06 39 98 11 05',
		body: '',
		requestKey: randomUUID()
	});
	expect(await as('noor').tickets.get({ structure: 'me', number: email.number })).toMatchObject({
		subject: 'Email de référence oublié',
		messages: [{ body: 'Je ne retrouve plus l’adresse e-mail de mon compte.' }]
	});
	const other = await as('vera').tickets.requestOtherStructure({
		structure: sexey,
		otherStructure: 'Syndicat des eaux',
		customerNumber: '',
		functionThere: 'Secrétaire',
		...confirmation,
		requestKey: randomUUID()
	});
	const ticket = await as('vera').tickets.get({ structure: sexey, number: other.number });
	expect(ticket.answers.map(({ value }) => value)).toEqual([
		'Syndicat des eaux',
		'Secrétaire',
		'Paul Weber',
		'Maire',
		'03 83 90 10 01'
	]);
});

test('the same request sent twice opens one', async () => {
	const { as, structure } = await world();
	const input = becoming(structure('sexey'));
	const first = await as('vera').tickets.requestAdministrator(input);
	expect(await as('vera').tickets.requestAdministrator(input)).toEqual(first);
	await expect(
		as('vera').tickets.requestAdministrator({ ...input, confirmPhone: '03 83 00 00 02' })
	).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining(`#${first.number}`) });
});

test('a kind the vendor no longer offers is refused, and what was asked before keeps its name', async () => {
	const { as, base, structure } = await world();
	const sexey = structure('sexey');
	const { number } = await as('vera').tickets.requestAdministrator(becoming(sexey));
	await base.db
		.updateTable('ticketCategory')
		.set({ retiredAt: base.now() })
		.where('kind', '=', 'become_administrator')
		.execute();
	await expect(as('vera').tickets.requestAdministrator(becoming(sexey))).rejects.toMatchObject({ code: 'NOT_FOUND' });
	expect(await as('vera').tickets.get({ structure: sexey, number })).toMatchObject({
		category: 'Devenir administrateur'
	});
});

test('a product is chosen among the vendor’s, and its name stays on the ticket once retired', async () => {
	const { as, base, structure } = await world();
	const sexey = structure('sexey');
	await base.db.insertInto('product').values({ id: 'p', name: 'Compta', position: 0, retiredAt: null }).execute();
	expect((await as('vera').tickets.choices({ structure: sexey })).products).toEqual([{ id: 'p', name: 'Compta' }]);
	const { number } = await as('vera').tickets.open(draft(sexey, { product: 'p' }));
	await base.db.updateTable('product').set({ retiredAt: base.now() }).execute();
	await expect(as('vera').tickets.open(draft(sexey, { product: 'p' }))).rejects.toMatchObject({
		cause: { fields: { product: expect.any(String) } }
	});
	expect(await as('vera').tickets.get({ structure: sexey, number })).toMatchObject({ product: 'Compta' });
});
