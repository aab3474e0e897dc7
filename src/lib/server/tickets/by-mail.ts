import './table.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import * as store from './store.ts';

/** Tickets merged into one another, at most so deep. */
const DEEPEST = 10;

/** The ticket a mail is about, or the one that took its place; undefined where there is none. */
export async function ticketNamed(
	db: Db | Trx,
	by: { id: string } | { number: number }
): Promise<store.Ticket | undefined> {
	let ticket = 'id' in by ? await store.findById(db, by.id) : await store.findByNumber(db, by.number);
	for (let depth = 0; ticket?.mergedIntoId && depth < DEEPEST; depth++)
		ticket = await store.findById(db, ticket.mergedIntoId);
	return ticket;
}

/** Whether somebody asked in a ticket, was added to it, or wrote in it. */
export async function takesPartIn(
	db: Db | Trx,
	{ id, requesterId }: Pick<store.Ticket, 'id' | 'requesterId'>,
	accountId: string
): Promise<boolean> {
	if (requesterId === accountId) return true;
	const added = await db
		.selectFrom('ticketParticipant')
		.select('ticketId')
		.where('ticketId', '=', id)
		.where('accountId', '=', accountId)
		.executeTakeFirst();
	const wrote = await db
		.selectFrom('ticketMessage')
		.select('id')
		.where('authorId', '=', accountId)
		.where('ticketId', '=', id)
		.where('kind', '=', 'message')
		.executeTakeFirst();
	return added !== undefined || wrote !== undefined;
}

/** The entry a request has made, where it has made one. */
export const messageMadeBy = (
	db: Db | Trx,
	requestKey: string,
	ticketId: string
): Promise<{ id: string } | undefined> =>
	db
		.selectFrom('ticketMessage')
		.select('id')
		.where('ticketId', '=', ticketId)
		.where('requestKey', '=', requestKey)
		.executeTakeFirst();
