import type { Base } from '#server/platform/context.ts';
import type { Trx } from '#server/platform/db.ts';
import { newId } from '#server/platform/ids.ts';
import { assignees, links, priorities, templates, views } from './inbox.ts';
import type { LoadedCast } from './load-cast.ts';

type Loading = Pick<Base, 'now'> & { db: Trx };

/** What staff have made of the demo's tickets, and what helps them. */
export async function loadInbox(ctx: Loading, loaded: LoadedCast): Promise<void> {
	const { db } = ctx;
	const now = ctx.now();
	for (const [index, { title, body }] of templates.entries())
		await db
			.insertInto('replyTemplate')
			.values({
				id: newId(),
				title,
				body,
				position: index + 1,
				createdById: loaded.accountId('mona'),
				updatedAt: now,
				retiredAt: null
			})
			.execute();
	for (const { by, name, query } of views)
		await db
			.insertInto('inboxView')
			.values({ id: newId(), accountId: loaded.accountId(by), name, query, createdAt: now })
			.execute();
	for (const [subject, priority] of Object.entries(priorities))
		await db
			.updateTable('ticket')
			.set({ priority })
			.where('id', '=', await ticketNamed(db, subject))
			.execute();
	for (const [subject, person] of Object.entries(assignees))
		await db
			.updateTable('ticket')
			.set({ assigneeId: loaded.accountId(person) })
			.where('id', '=', await ticketNamed(db, subject))
			.execute();
	const linkedById = loaded.accountId('alix');
	for (const pair of links) {
		const [one, other] = [await ticketNamed(db, pair[0]), await ticketNamed(db, pair[1])];
		await db
			.insertInto('ticketLink')
			.values([
				{ ticketId: one, otherId: other, linkedById, linkedAt: now },
				{ ticketId: other, otherId: one, linkedById, linkedAt: now }
			])
			.execute();
	}
	await db
		.updateTable('ticket')
		.set((eb) => ({
			firstRepliedAt: eb
				.selectFrom('ticketMessage')
				.select((eb) => eb.fn.min('createdAt').as('at'))
				.whereRef('ticketMessage.ticketId', '=', 'ticket.id')
				.where('side', '=', 'staff')
				.where('kind', '=', 'message')
		}))
		.execute();
}

const ticketNamed = async (db: Trx, subject: string): Promise<string> =>
	(await db.selectFrom('ticket').select('id').where('subject', 'like', `${subject}%`).executeTakeFirstOrThrow()).id;
