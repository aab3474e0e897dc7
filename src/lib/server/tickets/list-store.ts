import { CUSTOMERS_TURN } from '#lib/schemas/ticket-choices.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import { PAGE_SIZE, page, ROW, type Below, type Tickets } from './store.ts';
import { takingPart, type Scope } from './visible.ts';

type Any = Db | Trx;

export interface Wanted {
	/** `yours`: those that wait for a word of the reader's own. */
	filter: 'open' | 'yours' | 'closed' | 'all';
	whose: 'all' | 'mine' | 'colleagues';
}

/**
 * The pages a customer's list is made of, each of which enters an index where it begins: to see one's own tickets and
 * those one takes part in by one query would walk the whole structure's.
 */
export const listPages = (db: Any, scope: Scope, wanted: Wanted, below: Below | undefined) =>
	sourcesOf(db, scope, wanted).map((tickets) => listed(tickets, scope, wanted.filter, below));

/** The newest rows of several pages, and one more to know whether the list goes on. */
export async function newest(pages: ReturnType<typeof listPages>) {
	const rows = (await Promise.all(pages.map((page) => page.execute()))).flat();
	return [...new Map(rows.map((row) => [row.number, row])).values()]
		.sort((a, b) => (a.updatedAt === b.updatedAt ? b.number - a.number : a.updatedAt < b.updatedAt ? 1 : -1))
		.slice(0, PAGE_SIZE + 1);
}

/** « Closed » is read from the moment, not the status: by status SQLite would enter the index of all customers' tickets. */
const listed = (tickets: Tickets<object>, scope: Scope, filter: Wanted['filter'], below: Below | undefined) =>
	page(tickets, below)
		.$if(filter === 'open' || filter === 'yours', (q) => q.where('ticket.closedAt', 'is', null))
		.$if(filter === 'yours', (q) => q.where('ticket.status', 'in', CUSTOMERS_TURN))
		.$if(filter === 'closed', (q) => q.where('ticket.closedAt', 'is not', null))
		.innerJoin('account', 'account.id', 'ticket.requesterId')
		.select(ROW)
		.select(['account.firstName', 'account.lastName'])
		.select((eb) => eb.exists(takingPart(eb, scope.accountId)).as('takesPart'));

function sourcesOf(db: Any, scope: Scope, { filter, whose }: Wanted): Tickets<object>[] {
	const { accountId, structureId, colleagues, takesPart } = scope;
	const here = db.selectFrom('ticket').where('ticket.structureId', structureId === null ? 'is' : '=', structureId);
	const own = here.where('ticket.requesterId', '=', accountId);
	if (filter === 'yours' || whose === 'mine' || !takesPart) return whose === 'colleagues' ? [] : [own];
	const shared = sharedWith(db, scope);
	if (colleagues === 'none') return whose === 'colleagues' ? [shared] : [own, shared];
	// Colleagues' tickets are in sight already: only private ones are so by taking part.
	const byTakingPart = shared.where('ticket.privateAt', 'is not', null);
	if (whose === 'all')
		return [
			here.where((eb) => eb.or([eb('ticket.requesterId', '=', accountId), eb('ticket.privateAt', 'is', null)])),
			byTakingPart
		];
	return [here.where('ticket.requesterId', '!=', accountId).where('ticket.privateAt', 'is', null), byTakingPart];
}

/** Colleagues' tickets somebody takes part in. A cross join holds SQLite to this order: from the person to the tickets. */
const sharedWith = (db: Any, { accountId, structureId }: Scope): Tickets<object> =>
	db
		.selectFrom('ticketParticipant as part')
		.crossJoin('ticket')
		.whereRef('ticket.id', '=', 'part.ticketId')
		.where('part.accountId', '=', accountId)
		.where('ticket.structureId', '=', structureId)
		.where('ticket.requesterId', '!=', accountId) as unknown as Tickets<object>;
