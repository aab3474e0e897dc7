import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { draft } from '../../../../tests/support/ticket.ts';
import { world } from '../../../../tests/support/world.ts';

const words = (body = 'Une précision.') => ({ body, requestKey: randomUUID() });

async function withTicket() {
	const portal = await world();
	const structure = portal.structure('sexey');
	const { number } = await portal.as('vera').tickets.open(draft(structure));
	const at = { structure, number };
	return { ...portal, number, at, read: () => portal.as('vera').tickets.get(at) };
}

test('an answer leaves a new ticket and one under way as they are, with staff to act', async () => {
	const { as, at, read, number } = await withTicket();
	await as('vera').tickets.answer({ ...at, ...words() });
	expect(await read()).toMatchObject({ status: 'new', turn: 'staff' });
	await as('sam').tickets.setStatus({ number, status: 'in_progress' });
	await as('vera').tickets.answer({ ...at, ...words() });
	expect(await read()).toMatchObject({ status: 'in_progress', turn: 'staff' });
});

test.each(['waiting', 'resolved'] as const)(
	'a customer’s answer to a ticket that is %s puts it back in progress',
	async (status) => {
		const { as, at, read, number } = await withTicket();
		await as('sam').tickets.reply({ number, ...words('Essayez ceci.'), status });
		expect(await read()).toMatchObject({ status, turn: 'customer' });
		await as('vera').tickets.answer({ ...at, ...words() });
		const ticket = await read();
		expect(ticket).toMatchObject({ status: 'in_progress', turn: 'staff' });
		expect(ticket.messages.at(-1)).toMatchObject({ statusAfter: 'in_progress', mine: true });
	}
);

test('the requester accepts the solution: the ticket is closed, and closing it again changes nothing', async () => {
	const { as, at, read, number, base } = await withTicket();
	await as('sam').tickets.reply({ number, ...words('C’est réparé.'), status: 'resolved' });
	await as('vera').tickets.close(at);
	await as('vera').tickets.close(at);
	const ticket = await read();
	expect(ticket).toMatchObject({ status: 'closed', turn: 'nobody', may: { answer: true, close: false } });
	expect(ticket.messages.filter(({ kind }) => kind === 'event')).toMatchObject([
		{ statusAfter: 'closed', author: 'Véra Lemoine' }
	]);
	expect((await as('vera').tickets.list({ structure: at.structure })).tickets).toEqual([]);
	expect((await as('vera').tickets.list({ structure: at.structure, filter: 'closed' })).tickets).toMatchObject([
		{ number }
	]);
	const acts = await base.db
		.selectFrom('auditEntry')
		.select(['act', 'actingAs', 'structureId'])
		.where('act', 'like', 'ticket.%')
		.orderBy('id')
		.execute();
	expect(acts).toEqual([
		{ act: 'ticket.opened', actingAs: 'member', structureId: at.structure },
		{ act: 'ticket.replied', actingAs: 'agent', structureId: at.structure },
		{ act: 'ticket.closed', actingAs: 'member', structureId: at.structure }
	]);
});

test('an answer within 14 days of closing reopens the ticket', async () => {
	const { as, at, read, pass } = await withTicket();
	await as('vera').tickets.close(at);
	pass({ days: 13, hours: 23 });
	expect(await read()).toMatchObject({ status: 'closed', tooLate: false, may: { answer: true } });
	await as('vera').tickets.answer({ ...at, ...words('Cela recommence.') });
	expect(await read()).toMatchObject({ status: 'in_progress', reopenableUntil: null });
});

test('later, an answer is refused and says what to do instead', async () => {
	const { as, at, read, pass } = await withTicket();
	await as('vera').tickets.close(at);
	pass({ days: 14, seconds: 1 });
	expect(await read()).toMatchObject({ tooLate: true, may: { answer: false, close: false } });
	await expect(as('vera').tickets.answer({ ...at, ...words() })).rejects.toMatchObject({
		code: 'CONFLICT',
		message: expect.stringContaining('nouveau ticket')
	});
	expect((await read()).messages).toHaveLength(2);
});

test('the same answer sent twice is written once', async () => {
	const { as, at, read, mails } = await withTicket();
	await mails();
	const same = words('Une seule fois.');
	await Promise.all([as('vera').tickets.answer({ ...at, ...same }), as('vera').tickets.answer({ ...at, ...same })]);
	await as('vera').tickets.answer({ ...at, ...same });
	expect((await read()).messages).toHaveLength(2);
	expect((await mails()).filter(({ to }) => to.startsWith('samuel'))).toHaveLength(1);
});

test('other words under the key of those that arrived are refused and written nowhere; under a key of their own they are', async () => {
	const { as, at, read, number } = await withTicket();
	const first = words('Appelez le 01.');
	await as('vera').tickets.answer({ ...at, ...first });
	const corrected = { ...first, body: 'Appelez le 02.' };
	await expect(as('vera').tickets.answer({ ...at, ...corrected })).rejects.toMatchObject({
		code: 'CONFLICT',
		message: expect.stringContaining('bien arrivé')
	});
	expect((await read()).messages.map(({ body }) => body)).toEqual([expect.any(String), 'Appelez le 01.']);
	// As a form sends line ends, and as the device does.
	const lines = words('Une ligne\r\net une autre');
	await as('vera').tickets.answer({ ...at, ...lines });
	await as('vera').tickets.answer({ ...at, ...lines, body: 'Une ligne\net une autre\n' });
	await as('vera').tickets.answer({ ...at, ...words(corrected.body) });
	expect((await read()).messages).toHaveLength(4);

	const refusal = words('Toujours pas.');
	await as('sam').tickets.setStatus({ number, status: 'resolved' });
	await as('vera').tickets.refuse({ ...at, ...refusal });
	await as('vera').tickets.refuse({ ...at, ...refusal });
	await expect(as('vera').tickets.refuse({ ...at, ...refusal, body: 'Si, enfin.' })).rejects.toMatchObject({
		code: 'CONFLICT',
		message: expect.stringContaining('bien arrivé')
	});
});

test('a hundred and twenty answers an hour, then a moment’s patience', async () => {
	const { as, at, base, accountId } = await withTicket();
	await as('vera').tickets.answer({ ...at, ...words() });
	await base.db
		.updateTable('rateLimit')
		.set({ count: 119 })
		.where('key', '=', `ticket:answer:${await accountId('vera')}`)
		.execute();
	await as('vera').tickets.answer({ ...at, ...words() });
	await expect(as('vera').tickets.answer({ ...at, ...words() })).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
});

test('an open page notices an answer', async () => {
	const { as, at, number } = await withTicket();
	const before = await as('vera').tickets.pulse(at);
	expect(before).toMatchObject({ messages: 1, status: 'new' });
	await as('sam').tickets.reply({ number, ...words(), status: 'waiting' });
	expect(await as('vera').tickets.pulse(at)).toMatchObject({ messages: 2, status: 'waiting' });
});

test.each(['', ' \n', 'a'.repeat(20_001), 'a\u0007'])(
	'an answer that is empty, too long or unreadable is refused and changes nothing',
	async (body) => {
		const { as, at, read } = await withTicket();
		await expect(as('vera').tickets.answer({ ...at, ...words(body) })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
		expect((await read()).messages).toHaveLength(1);
	}
);
