import { expect, test } from 'vitest';
import { draft } from '../../../../tests/support/ticket.ts';
import { world } from '../../../../tests/support/world.ts';
import { THREAD_PART } from './store.ts';

test('a long thread is read in parts, newest first, and nothing is lost between them', async () => {
	const { as, structure, base } = await world();
	const here = { structure: structure('sexey') };
	const { number } = await as('vera').tickets.open(draft(structure('sexey')));
	const { id, requesterId } = await base.db
		.selectFrom('ticket')
		.selectAll()
		.where('number', '=', number)
		.executeTakeFirstOrThrow();
	for (let index = 0; index < THREAD_PART + 9; index++) {
		const key = `answer ${index}`;
		const row = {
			id: key,
			ticketId: id,
			authorId: requesterId,
			side: 'customer',
			kind: 'message',
			body: key,
			statusAfter: null,
			requestKey: key,
			createdAt: base.now()
		} as const;
		await base.db.insertInto('ticketMessage').values(row).execute();
	}
	const newest = await as('vera').tickets.get({ ...here, number });
	expect(newest).toMatchObject({ count: THREAD_PART + 10 });
	expect(newest.messages).toHaveLength(THREAD_PART);
	const older = await as('vera').tickets.get({ ...here, number, before: newest.earlier! });
	expect(older.earlier).toBeNull();
	expect(new Set([...older.messages, ...newest.messages].map((message) => message.id)).size).toBe(THREAD_PART + 10);
});
