import './table.ts';
import type { Insertable } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';
import type { Ticket } from './store.ts';
import type { TicketParticipantTable } from './table.ts';

type Any = Db | Trx;

/** Who takes part in a ticket, and whether what they may know of its structure still holds. First come first. */
export const participantsOf = (db: Any, { id, structureId }: Pick<Ticket, 'id' | 'structureId'>) =>
	db
		.selectFrom('ticketParticipant')
		.innerJoin('account', 'account.id', 'ticketParticipant.accountId')
		.leftJoin('contact', (join) =>
			join.onRef('contact.accountId', '=', 'account.id').on('contact.structureId', '=', structureId ?? '')
		)
		.select([
			'account.id',
			'account.firstName',
			'account.lastName',
			'account.email',
			'account.locale',
			'contact.function',
			'contact.access'
		])
		.where('ticketParticipant.ticketId', '=', id)
		.orderBy('ticketParticipant.addedAt')
		.orderBy('account.id')
		.execute();

/** Whether it made a difference. */
export async function insertParticipant(db: Trx, row: Insertable<TicketParticipantTable>): Promise<boolean> {
	const { numInsertedOrUpdatedRows } = await db
		.insertInto('ticketParticipant')
		.values(row)
		.onConflict((c) => c.doNothing())
		.executeTakeFirstOrThrow();
	return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Whether it made a difference. */
export async function deleteParticipant(db: Trx, ticketId: string, accountId: string): Promise<boolean> {
	const { numDeletedRows } = await db
		.deleteFrom('ticketParticipant')
		.where('ticketId', '=', ticketId)
		.where('accountId', '=', accountId)
		.executeTakeFirstOrThrow();
	return numDeletedRows > 0n;
}
