import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { draft } from '../../../../tests/support/ticket.ts';
import { cast, world } from '../../../../tests/support/world.ts';

const words = (body = 'Une précision.') => ({ body, requestKey: randomUUID() });

async function resolved() {
	const portal = await world();
	const structure = portal.structure('sexey');
	const { number } = await portal.as('vera').tickets.open(draft(structure, { subject: 'Export' }));
	await portal.as('sam').tickets.reply({ number, ...words('Essayez ceci.'), status: 'resolved' });
	await portal.mails();
	return { ...portal, structure, number, at: { structure, number } };
}

test('a solution is refused with a reason, which is a message, and the ticket is staff’s again', async () => {
	const { as, at, mails } = await resolved();
	await expect(as('vera').tickets.refuse({ ...at, ...words(' ') })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
	const refusal = words('Toujours à 80 %.');
	await as('vera').tickets.refuse({ ...at, ...refusal });
	await as('vera').tickets.refuse({ ...at, ...refusal });
	const ticket = await as('vera').tickets.get(at);
	expect(ticket).toMatchObject({ status: 'in_progress', turn: 'staff', may: { refuse: false } });
	expect(ticket.messages).toHaveLength(3);
	expect(ticket.messages.at(-1)).toMatchObject({
		kind: 'message',
		event: 'refused',
		body: 'Toujours à 80 %.',
		statusAfter: 'in_progress'
	});
	const sent = await mails();
	expect(sent.map(({ to }) => to)).toEqual([cast.sam.email]);
	expect(sent[0]!.text).toContain('n’accepte pas la solution');
	expect(sent[0]!.text).toContain('À nous de répondre.');
});

test('what is not resolved cannot be refused', async () => {
	const { as, at, number } = await resolved();
	await as('sam').tickets.setStatus({ number, status: 'waiting' });
	await expect(as('vera').tickets.refuse({ ...at, ...words() })).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('a solution accepted closes the ticket, and staff read that it was accepted', async () => {
	const { as, at, mails } = await resolved();
	await as('vera').tickets.close(at);
	expect((await as('vera').tickets.get(at)).messages.at(-1)).toMatchObject({
		event: 'accepted',
		statusAfter: 'closed'
	});
	expect((await mails()).map(({ to, text }) => [to, text.includes('a accepté la solution')])).toEqual([
		[cast.sam.email, true]
	]);
});

test('who has the ticket in hand is told of a customer’s words, alone', async () => {
	const { as, at, base, accountId, mails } = await resolved();
	await base.db
		.updateTable('ticket')
		.set({ assigneeId: await accountId('alix') })
		.execute();
	await as('vera').tickets.answer({ ...at, ...words() });
	expect((await mails()).map(({ to }) => to)).toEqual([cast.alix.email]);
});

test('a ticket closed for long goes on in another, which names it; both show the other', async () => {
	const { as, at, pass, number } = await resolved();
	await expect(as('vera').tickets.open(draft(at.structure, { follows: number }))).rejects.toMatchObject({
		code: 'CONFLICT'
	});
	await as('vera').tickets.close(at);
	pass({ days: 15 });
	expect(await as('vera').tickets.get(at)).toMatchObject({ tooLate: true, may: { answer: false, follow: true } });
	const next = await as('vera').tickets.open(draft(at.structure, { follows: number, subject: 'Export, encore' }));
	expect(await as('vera').tickets.get(at)).toMatchObject({
		followedBy: [{ number: next.number, subject: 'Export, encore' }]
	});
	expect(await as('vera').tickets.get({ ...at, number: next.number })).toMatchObject({
		follows: { number, subject: 'Export' }
	});
	expect(await as('sam').tickets.read({ number: next.number })).toMatchObject({ follows: { number } });
});

test('a link to a ticket somebody may not see is no link to them', async () => {
	const { as, at, number, structure, contactId } = await resolved();
	await as('vera').tickets.close(at);
	const next = await as('vera').tickets.open(draft(structure, { follows: number, private: true, subject: 'CANARI' }));
	await as('vera').tickets.addParticipant({ ...at, contact: await contactId('thea', 'sexey') });
	expect(JSON.stringify(await as('thea').tickets.get(at))).not.toContain('CANARI');
	await expect(as('thea').tickets.get({ structure, number: next.number })).rejects.toMatchObject({ code: 'NOT_FOUND' });
	for (const follows of [next.number, 999_999])
		await expect(as('thea').tickets.open(draft(structure, { follows }))).rejects.toMatchObject({ code: 'NOT_FOUND' });
	const open = await as('vera').tickets.open(draft(structure));
	await expect(as('adam').tickets.open(draft('me', { follows: open.number }))).rejects.toMatchObject({
		code: 'NOT_FOUND'
	});
});
