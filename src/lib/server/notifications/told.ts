import './table.ts';
import './push-table.ts';
import type { DeleteResult } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';

type Any = Db | Trx;

/** What one person was told, by the bell or on their devices: both are read, and forgotten, the same way. */
export function told(by: 'notification' | 'pushNotice') {
	// Kysely types a query by one table; what is named here stands in both.
	const table = by as 'notification';
	const unreadOf = (db: Any, accountId: string, now: string) =>
		db.updateTable(table).set({ readAt: now }).where('accountId', '=', accountId).where('readAt', 'is', null);
	return {
		unreadOf,
		markRead: (db: Any, accountId: string, id: string, now: string) =>
			unreadOf(db, accountId, now).where('id', '=', id).executeTakeFirst(),
		markAllRead: (db: Any, accountId: string, now: string) => unreadOf(db, accountId, now).executeTakeFirst(),
		markTicketRead: (db: Any, accountId: string, number: number, now: string) =>
			unreadOf(db, accountId, now)
				.where('ticketId', '=', (eb) => eb.selectFrom('ticket').select('ticket.id').where('ticket.number', '=', number))
				.executeTakeFirst(),
		/** `most` of those from before a moment, read or not. */
		forget: (db: Any, before: string, most: number): Promise<DeleteResult> =>
			db
				.deleteFrom(table)
				.where('id', 'in', (eb) => eb.selectFrom(table).select('id').where('createdAt', '<=', before).limit(most))
				.executeTakeFirstOrThrow()
	};
}
