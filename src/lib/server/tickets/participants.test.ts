import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { draft } from '../../../../tests/support/ticket.ts';
import { cast, world, type CastKey } from '../../../../tests/support/world.ts';

const words = (body = 'Une précision.') => ({ body, requestKey: randomUUID() });

async function withTicket(differing: Parameters<typeof draft>[1] = {}) {
	const portal = await world();
	const sexey = portal.structure('sexey');
	const { number } = await portal.as('vera').tickets.open(draft(sexey, differing));
	const at = { structure: sexey, number };
	const add = async (by: CastKey, person: CastKey) =>
		portal.as(by).tickets.addParticipant({ ...at, contact: await portal.contactId(person, 'sexey') });
	const remove = async (by: CastKey, person: CastKey) =>
		portal.as(by).tickets.removeParticipant({ ...at, account: await portal.accountId(person) });
	await portal.mails();
	return { ...portal, sexey, number, at, add, remove };
}

test('the requester calls a colleague in, who is told, reads and answers; the thread notes it', async () => {
	const { as, add, at, mails } = await withTicket({ private: true });
	expect(await add('vera', 'thea')).toEqual({ name: 'Théa Grandjean' });
	const sent = await mails();
	expect(sent.map(({ to }) => to)).toEqual([cast.thea.email]);
	expect(sent[0]!.text).toContain('Véra Lemoine vous a ajouté au ticket');
	await as('thea').tickets.answer({ ...at, ...words('Je confirme.') });
	const ticket = await as('vera').tickets.get(at);
	expect(ticket.participants).toMatchObject([{ name: 'Théa Grandjean', active: true, mine: false }]);
	expect(ticket.messages.map(({ event, details, body }) => [event, details.name, body])).toEqual([
		[null, undefined, expect.any(String)],
		['participant_added', 'Théa Grandjean', ''],
		[null, undefined, 'Je confirme.']
	]);
	expect((await mails()).map(({ to }) => to)).toContain(cast.vera.email);
});

test('adding somebody twice adds and tells them once', async () => {
	const { as, add, at, mails } = await withTicket();
	await add('vera', 'thea');
	await add('adam', 'thea');
	expect(await mails()).toHaveLength(1);
	expect((await as('vera').tickets.get(at)).participants).toHaveLength(1);
});

test('only somebody let into the structure, and not its requester, can be called in', async () => {
	const { add, as, at, contactId } = await withTicket();
	for (const person of ['pia', 'lola', 'rene', 'ines', 'vera'] as const)
		await expect(add('vera', person), person).rejects.toMatchObject({ code: 'UNPROCESSABLE_CONTENT' });
	await expect(
		as('vera').tickets.addParticipant({ ...at, contact: await contactId('otto', 'commercy') })
	).rejects.toMatchObject({ code: 'UNPROCESSABLE_CONTENT' });
	expect((await as('vera').tickets.colleagues({ structure: at.structure })).map(({ name }) => name)).not.toContain(
		'Pia Marchetti'
	);
});

test('who takes part neither adds nor removes others, but may leave', async () => {
	const { as, add, remove, at, mails } = await withTicket();
	await add('vera', 'thea');
	await expect(add('thea', 'adam')).rejects.toMatchObject({ code: 'FORBIDDEN' });
	await add('vera', 'adam');
	await expect(remove('thea', 'adam')).rejects.toMatchObject({ code: 'FORBIDDEN' });
	await remove('thea', 'thea');
	await expect(as('thea').tickets.get(at)).rejects.toMatchObject({ code: 'NOT_FOUND' });
	expect((await as('vera').tickets.get(at)).messages.at(-1)).toMatchObject({
		event: 'participant_left',
		details: { name: 'Théa Grandjean' }
	});
	await mails();
	await as('sam').tickets.reply({ number: at.number, ...words(), status: 'waiting' });
	expect((await mails()).map(({ to }) => to).sort()).toEqual([cast.adam.email, cast.vera.email]);
});

test('an administrator adds and removes on any ticket they see', async () => {
	const { as, add, remove, at } = await withTicket();
	await add('adam', 'thea');
	await remove('adam', 'thea');
	await expect(remove('adam', 'thea')).rejects.toMatchObject({ code: 'NOT_FOUND' });
	expect((await as('vera').tickets.get(at)).messages.at(-1)).toMatchObject({ event: 'participant_removed' });
});

test('a participant whose access is cut loses the ticket and its mails at once, and has it again once let in again', async () => {
	const { as, add, at, mails, contactId, sexey } = await withTicket();
	await add('vera', 'thea');
	await mails();
	const contact = await contactId('thea', 'sexey');
	await as('sam').tickets.reply({ number: at.number, ...words(), status: 'waiting' });
	await as('adam').contacts.lock({ structure: sexey, contact, vacate: true });
	await expect(as('thea').tickets.get(at)).rejects.toMatchObject({ code: 'NOT_FOUND' });
	expect((await mails()).filter(({ to, text }) => to === cast.thea.email && text.includes('Une précision'))).toEqual(
		[]
	);
	expect((await as('vera').tickets.get(at)).participants).toMatchObject([{ active: false }]);
	await as('adam').contacts.open({ structure: sexey, contact });
	expect(await as('thea').tickets.get(at)).toMatchObject({ takesPart: true });
});

test('someone not validated calls nobody in, and a ticket without a structure has no participants', async () => {
	const { as, at, contactId, structure } = await withTicket();
	const sexey = structure('sexey');
	const { number } = await as('pia').tickets.open(draft(sexey));
	const contact = await contactId('thea', 'sexey');
	await expect(as('pia').tickets.addParticipant({ structure: sexey, number, contact })).rejects.toMatchObject({
		code: 'FORBIDDEN'
	});
	expect((await as('pia').tickets.get({ structure: sexey, number })).may.chooseParticipants).toBe(false);
	const own = await as('vera').tickets.open(draft('me'));
	await expect(
		as('vera').tickets.addParticipant({ structure: 'me', number: own.number, contact })
	).rejects.toMatchObject({ code: 'FORBIDDEN' });
	await expect(as('vera').tickets.addParticipant({ ...at, number: own.number, contact })).rejects.toMatchObject({
		code: 'NOT_FOUND'
	});
});

test('a ticket has at most twenty participants', async () => {
	const { as, at, base, add } = await withTicket();
	const { id } = await base.db
		.selectFrom('ticket')
		.select('id')
		.where('number', '=', at.number)
		.executeTakeFirstOrThrow();
	const accounts = await base.db
		.selectFrom('account')
		.select('id')
		.where('email', '!=', cast.thea.email)
		.limit(20)
		.execute();
	for (const account of accounts)
		await base.db
			.insertInto('ticketParticipant')
			.values({ ticketId: id, accountId: account.id, addedById: null, addedAt: base.now() })
			.execute();
	await expect(add('vera', 'thea')).rejects.toMatchObject({ code: 'CONFLICT' });
	expect((await as('vera').tickets.get(at)).participants).toHaveLength(20);
});

test('an administrator opens a ticket for a colleague: it is theirs, both are told, and the administrator takes part', async () => {
	const { as, mails, contactId, sexey } = await withTicket();
	const colleague = await contactId('thea', 'sexey');
	const input = draft(sexey, { colleague, private: true, subject: 'Pour Théa' });
	const { number } = await as('adam').tickets.open(input);
	expect(await as('adam').tickets.open(input)).toEqual({ number });
	const sent = await mails();
	const to = (person: CastKey) => sent.find((mail) => mail.to === cast[person].email)?.text;
	expect(to('thea')).toContain('Adam Ferry a ouvert pour vous le ticket');
	expect(to('adam')).toContain('que vous avez ouvert pour Théa Grandjean');
	expect(to('sam')).toContain('Le ticket est ouvert pour Théa Grandjean.');
	const at = { structure: sexey, number };
	expect(await as('thea').tickets.get(at)).toMatchObject({
		mine: true,
		requester: 'Théa Grandjean',
		openedBy: 'Adam Ferry'
	});
	expect(await as('adam').tickets.get(at)).toMatchObject({
		mine: false,
		takesPart: true,
		may: { answer: true, close: true }
	});
});

test('nobody but an administrator opens for another, and only for somebody let in', async () => {
	const { as, contactId, sexey } = await withTicket();
	const adam = await contactId('adam', 'sexey');
	for (const person of ['vera', 'pia'] as const)
		await expect(as(person).tickets.open(draft(sexey, { colleague: adam }))).rejects.toMatchObject({
			code: 'FORBIDDEN'
		});
	for (const [person, structure] of [
		['pia', 'sexey'],
		['lola', 'sexey'],
		['otto', 'commercy']
	] as const)
		await expect(
			as('adam').tickets.open(draft(sexey, { colleague: await contactId(person, structure) }))
		).rejects.toMatchObject({ code: 'UNPROCESSABLE_CONTENT' });
});
