import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { draft } from '../../../../tests/support/ticket.ts';
import { world, type World } from '../../../../tests/support/world.ts';

const refusalOf = async ({ as }: World, number: number, into: number) =>
	(await as('sam').tickets.mergePreview({ number, into })).refusal;

test('a merged ticket closes, leads to the other, and its requester takes part there; both say so', async () => {
	const { as, structure, mails, base } = await world();
	const sexey = structure('sexey');
	const { number: into } = await as('vera').tickets.open(draft(sexey, { subject: 'Le premier' }));
	const { number } = await as('thea').tickets.open(draft(sexey, { subject: 'Le second', body: 'Pareil chez moi.' }));
	await mails();
	await expect(as('thea').tickets.get({ structure: sexey, number: into })).rejects.toMatchObject({ code: 'NOT_FOUND' });
	expect(await as('sam').tickets.mergePreview({ number, into })).toMatchObject({
		refusal: null,
		joins: 'Théa Grandjean',
		into: { number: into, subject: 'Le premier' }
	});
	expect(await as('sam').tickets.merge({ number, into })).toEqual({ number: into });

	expect(await as('thea').tickets.get({ structure: sexey, number: into })).toMatchObject({
		subject: 'Le premier',
		participants: [{ name: 'Théa Grandjean' }]
	});
	const merged = await as('thea').tickets.get({ structure: sexey, number });
	expect(merged).toMatchObject({ status: 'closed', mergedInto: { number: into } });
	expect(merged.messages[0]).toMatchObject({ body: 'Pareil chez moi.' });
	expect((await as('sam').tickets.beside({ number: into })).merged).toMatchObject([{ number }]);
	const events = async (of: number) =>
		(await as('sam').tickets.read({ number: of })).messages.flatMap(({ event, details }) =>
			event ? [[event, details.number]] : []
		);
	expect(await events(number)).toEqual([['merged_into', into]]);
	expect(await events(into)).toEqual([['merged_from', number]]);
	const sent = await mails();
	expect(sent.map(({ to }) => to)).toEqual(['thea.grandjean@moselle-madon.example']);
	expect(sent[0]!.text).toContain(`/tickets/${into}`);
	expect(
		await base.db.selectFrom('auditEntry').select('act').where('act', '=', 'ticket.merged').execute()
	).toHaveLength(1);
	// Vera, who does not see colleagues' tickets, has gained sight of nothing.
	await expect(as('vera').tickets.get({ structure: sexey, number })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('nothing more is said to a merged ticket', async () => {
	const { as, structure } = await world();
	const sexey = structure('sexey');
	const { number: into } = await as('vera').tickets.open(draft(sexey));
	const { number } = await as('vera').tickets.open(draft(sexey));
	await as('sam').tickets.merge({ number, into });
	const words = { number, body: 'Encore.', files: [], requestKey: randomUUID() };
	for (const refused of [
		as('sam').tickets.reply({ ...words, status: 'waiting' }),
		as('sam').tickets.setStatus({ number, status: 'in_progress' }),
		as('vera').tickets.answer({ ...words, structure: sexey }),
		as('sam').tickets.merge({ number, into })
	])
		await expect(refused).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('what cannot be merged says why, and stays as it is', async () => {
	const here = await world();
	const { as, structure } = here;
	const sexey = structure('sexey');
	const open = async (...[person, place]: ['vera' | 'adam' | 'pia' | 'vic' | 'noor' | 'rene', string]) =>
		(await as(person).tickets.open(draft(place))).number;
	const vera = await open('vera', sexey);
	const closed = await open('vera', sexey);
	await as('sam').tickets.setStatus({ number: closed, status: 'closed' });
	const pairs: [number, number][] = [
		[vera, vera],
		[vera, 999_999],
		[vera, closed],
		[vera, await open('vic', structure('commercy'))],
		[await open('noor', 'me'), await open('rene', 'me')],
		[await open('pia', sexey), vera]
	];
	for (const [number, into] of pairs) {
		expect(await refusalOf(here, number, into), `${number} into ${into}`).toBeTruthy();
		await expect(as('sam').tickets.merge({ number, into })).rejects.toThrow();
	}
	const mine = [await open('noor', 'me'), await open('noor', 'me')] as const;
	expect(await refusalOf(here, ...mine)).toBeNull();
});

test('by merging, nobody gains sight of what is private, nor carries it on before others', async () => {
	const here = await world();
	const { as, structure, contactId } = here;
	const sexey = structure('sexey');
	const open = async (person: 'vera' | 'thea', isPrivate: boolean) =>
		(await as(person).tickets.open(draft(sexey, { private: isPrivate }))).number;
	const [veraPrivate, veraOpen, theaPrivate, theaOpen] = [
		await open('vera', true),
		await open('vera', false),
		await open('thea', true),
		await open('thea', false)
	];
	expect(await refusalOf(here, veraPrivate, veraOpen)).toBeTruthy();
	expect(await refusalOf(here, veraPrivate, theaPrivate)).toBeTruthy();
	expect(await refusalOf(here, theaOpen, veraPrivate)).toBeTruthy();
	expect(await refusalOf(here, veraOpen, veraPrivate)).toBeNull();
	expect(await refusalOf(here, veraPrivate, await open('vera', true))).toBeNull();
	await as('vera').tickets.addParticipant({
		structure: sexey,
		number: veraPrivate,
		contact: await contactId('thea', 'sexey')
	});
	expect(await refusalOf(here, theaOpen, veraPrivate)).toBeNull();
});

test('staff tie tickets of different customers together and apart, unseen by them', async () => {
	const { as, structure } = await world();
	const { number } = await as('vera').tickets.open(draft(structure('sexey')));
	const { number: other } = await as('vic').tickets.open(draft(structure('commercy')));
	const before = [
		await as('vera').tickets.get({ structure: structure('sexey'), number }),
		await as('vic').tickets.get({ structure: structure('commercy'), number: other })
	];
	await as('sam').tickets.link({ number, other });
	await as('mona').tickets.link({ number: other, other: number });
	expect((await as('alix').tickets.beside({ number: other })).linked.map(({ number }) => number)).toEqual([number]);
	expect((await as('sam').tickets.read({ number })).messages.filter(({ event }) => event === 'linked')).toHaveLength(1);
	expect([
		await as('vera').tickets.get({ structure: structure('sexey'), number }),
		await as('vic').tickets.get({ structure: structure('commercy'), number: other })
	]).toEqual(before);
	await as('sam').tickets.unlink({ number: other, other: number });
	expect((await as('sam').tickets.beside({ number })).linked).toEqual([]);
	await expect(as('sam').tickets.link({ number, other: number })).rejects.toMatchObject({
		code: 'UNPROCESSABLE_CONTENT'
	});
	await expect(as('sam').tickets.link({ number, other: 999_999 })).rejects.toMatchObject({
		code: 'UNPROCESSABLE_CONTENT'
	});
});
