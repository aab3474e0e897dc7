import './table.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import type { TicketKind } from './table.ts';

type Any = Db | Trx;

const BRIEF = ['ticket.number', 'ticket.subject', 'ticket.status'] as const;
const MOST = 50;

export const linked = (db: Any, ticketId: string) =>
	db
		.selectFrom('ticketLink')
		.innerJoin('ticket', 'ticket.id', 'ticketLink.otherId')
		.select(BRIEF)
		.where('ticketLink.ticketId', '=', ticketId)
		.orderBy('ticket.number')
		.limit(MOST)
		.execute();

/** Ties two tickets, in both directions. Returns whether they were not yet. */
export async function link(db: Trx, [one, other]: [string, string], by: string, at: string): Promise<boolean> {
	const rows = [
		{ ticketId: one, otherId: other, linkedById: by, linkedAt: at },
		{ ticketId: other, otherId: one, linkedById: by, linkedAt: at }
	];
	const { numInsertedOrUpdatedRows } = await db
		.insertInto('ticketLink')
		.values(rows)
		.onConflict((c) => c.columns(['ticketId', 'otherId']).doNothing())
		.executeTakeFirstOrThrow();
	return Number(numInsertedOrUpdatedRows) > 0;
}

export async function unlink(db: Trx, [one, other]: [string, string]): Promise<boolean> {
	const { numDeletedRows } = await db
		.deleteFrom('ticketLink')
		.where((eb) =>
			eb.or([
				eb.and([eb('ticketId', '=', one), eb('otherId', '=', other)]),
				eb.and([eb('ticketId', '=', other), eb('otherId', '=', one)])
			])
		)
		.executeTakeFirstOrThrow();
	return Number(numDeletedRows) > 0;
}

/** The tickets this one took the place of. */
export const mergedInto = (db: Any, ticketId: string) =>
	db.selectFrom('ticket').select(BRIEF).where('mergedIntoId', '=', ticketId).orderBy('number').limit(MOST).execute();

const MOST_OTHERS = 6;

/** What else somebody waits for. */
export const openOf = (db: Any, requesterId: string, except: string) =>
	db
		.selectFrom('ticket')
		.select(BRIEF)
		.where('requesterId', '=', requesterId)
		.where('closedAt', 'is', null)
		.where('id', '!=', except)
		.orderBy('updatedAt', 'desc')
		.limit(MOST_OTHERS);

export const kindOf = async (db: Any, category: string): Promise<TicketKind> =>
	(await db.selectFrom('ticketCategory').select('kind').where('id', '=', category).executeTakeFirst())?.kind ?? 'plain';

export const checks = (db: Any, ticketId: string) =>
	db
		.selectFrom('ticketCheck')
		.innerJoin('account', 'account.id', 'ticketCheck.checkedById')
		.select(['ticketCheck.item', 'ticketCheck.checkedAt', 'account.firstName', 'account.lastName'])
		.where('ticketCheck.ticketId', '=', ticketId)
		.execute();

export const check = (db: Trx, row: { ticketId: string; item: string; checkedById: string; checkedAt: string }) =>
	db
		.insertInto('ticketCheck')
		.values(row)
		.onConflict((c) => c.columns(['ticketId', 'item']).doNothing())
		.execute();

export const uncheck = (db: Trx, ticketId: string, item: string) =>
	db.deleteFrom('ticketCheck').where('ticketId', '=', ticketId).where('item', '=', item).execute();
