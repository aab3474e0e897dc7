import './table.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import type { Tickets } from './store.ts';

type Any = Db | Trx;

/** More tickets than that somebody takes part in are found by their structure's visibility only. */
const MOST_TAKEN_PART_IN = 200;

export const ticketsTakenPartIn = async (db: Any, accountId: string): Promise<string[]> =>
	(
		await db
			.selectFrom('ticketParticipant')
			.select('ticketId')
			.where('accountId', '=', accountId)
			.orderBy('ticketId', 'desc')
			.limit(MOST_TAKEN_PART_IN)
			.execute()
	).map(({ ticketId }) => ticketId);

/** Of these entries those of the given tickets, with what a result shows; newest first. Notes for staff only. */
export const entriesIn = (tickets: Tickets<object>, ids: readonly number[], { notes }: { notes: boolean }) =>
	tickets
		.innerJoin('ticketMessage', 'ticketMessage.ticketId', 'ticket.id')
		.innerJoin('ticketSearchEntry', 'ticketSearchEntry.messageId', 'ticketMessage.id')
		.innerJoin('account', 'account.id', 'ticket.requesterId')
		.leftJoin('structure', 'structure.id', 'ticket.structureId')
		.where('ticketSearchEntry.id', 'in', ids)
		.$if(!notes, (q) => q.where('ticketMessage.kind', '!=', 'note'))
		.select([
			'ticketSearchEntry.id as entry',
			'ticketMessage.id as messageId',
			'ticketMessage.kind',
			'ticketMessage.body',
			'ticketMessage.createdAt as writtenAt'
		])
		.select(FOUND)
		.orderBy('ticketSearchEntry.id', 'desc');

const FOUND = [
	'ticket.id',
	'ticket.number',
	'ticket.subject',
	'ticket.status',
	'ticket.urgency',
	'ticket.privateAt',
	'ticket.updatedAt',
	'ticket.requesterId',
	'account.firstName',
	'account.lastName',
	'structure.name as structureName',
	'structure.customerNumber'
] as const;

/** The ticket of one number among the given, as a result. */
export const numbered = (tickets: Tickets<object>, number: number) =>
	tickets
		.innerJoin('account', 'account.id', 'ticket.requesterId')
		.leftJoin('structure', 'structure.id', 'ticket.structureId')
		.where('ticket.number', '=', number)
		.select(FOUND);

/** The tickets of these entries. */
export const ticketsOfEntries = async (db: Any, ids: readonly number[]): Promise<string[]> =>
	(
		await db
			.selectFrom('ticketSearchEntry')
			.innerJoin('ticketMessage', 'ticketMessage.id', 'ticketSearchEntry.messageId')
			.select('ticketMessage.ticketId')
			.distinct()
			.where('ticketSearchEntry.id', 'in', ids)
			.execute()
	).map(({ ticketId }) => ticketId);
