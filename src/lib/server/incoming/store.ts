import './table.ts';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';
import type { IncomingMailTable, IncomingReason, IncomingState } from './table.ts';

type Any = Db | Trx;
export type Incoming = Selectable<IncomingMailTable>;

export const ON_A_PAGE = 30;

/** Writes a mail down, once however often it comes. Says whether this was the first time. */
export async function insert(db: Trx, row: Insertable<IncomingMailTable>): Promise<boolean> {
	const { numInsertedOrUpdatedRows } = await db
		.insertInto('incomingMail')
		.values(row)
		.onConflict((c) => c.columns(['messageId', 'hash']).doNothing())
		.executeTakeFirstOrThrow();
	return Number(numInsertedOrUpdatedRows) > 0;
}

export const isKnown = async (db: Any, { messageId, hash }: Pick<Incoming, 'messageId' | 'hash'>): Promise<boolean> =>
	(await db
		.selectFrom('incomingMail')
		.select('id')
		.where('messageId', '=', messageId)
		.where('hash', '=', hash)
		.executeTakeFirst()) !== undefined;

export const find = (db: Any, id: string): Promise<Incoming | undefined> =>
	db.selectFrom('incomingMail').selectAll().where('id', '=', id).executeTakeFirst();

export const findOfMessage = (db: Any, ticketMessageId: string): Promise<Incoming | undefined> =>
	db.selectFrom('incomingMail').selectAll().where('ticketMessageId', '=', ticketMessageId).executeTakeFirst();

export const update = (db: Trx, id: string, values: Updateable<IncomingMailTable>) =>
	db.updateTable('incomingMail').set(values).where('id', '=', id).execute();

export const hasBefore = async (
	db: Any,
	{ ticketId, accountId, reason }: { ticketId: string; accountId: string; reason: IncomingReason }
): Promise<boolean> =>
	(await db
		.selectFrom('incomingMail')
		.select('id')
		.where('ticketId', '=', ticketId)
		.where('accountId', '=', accountId)
		.where('reason', '=', reason)
		.executeTakeFirst()) !== undefined;

const LISTED = ['id', 'receivedAt', 'fromAddress', 'fromName', 'subject', 'body', 'files', 'state', 'reason'] as const;

/** One state's mails, newest first, and one more to know whether there are others. */
export const page = (db: Any, state: IncomingState, before: string | undefined) =>
	db
		.selectFrom('incomingMail')
		.leftJoin('ticket', 'ticket.id', 'incomingMail.ticketId')
		.select(LISTED.map((name) => `incomingMail.${name}` as const))
		.select('ticket.number')
		.where('incomingMail.state', '=', state)
		.where('incomingMail.id', '<', before ?? '~')
		.orderBy('incomingMail.id', 'desc')
		.limit(ON_A_PAGE + 1);

export const countWaiting = (db: Any, most: number) =>
	db
		.selectFrom(db.selectFrom('incomingMail').select('id').where('state', '=', 'waiting').limit(most).as('some'))
		.select((eb) => eb.fn.countAll<number>().as('count'));

export const firstWaiting = (db: Any) =>
	db.selectFrom('incomingMail').select('receivedAt').where('state', '=', 'waiting').orderBy('id').limit(1);

/** A mail the portal sent, and the ticket it spoke of. */
export async function mailSent(
	db: Any,
	id: string
): Promise<{ messageId: string; recipient: string; ticketId: string | null } | undefined> {
	const row = await db
		.selectFrom('mail')
		.innerJoin('outbox', 'outbox.id', 'mail.outboxId')
		.select(['mail.messageId', 'mail.recipient', 'outbox.payload'])
		.where('mail.id', '=', id)
		.executeTakeFirst();
	if (!row) return undefined;
	const { ticketId } = JSON.parse(row.payload) as { ticketId?: string };
	return { messageId: row.messageId.toLowerCase(), recipient: row.recipient, ticketId: ticketId ?? null };
}

export const ticketNumbered = (db: Any, number: number) =>
	db.selectFrom('ticket').select(['id', 'number']).where('number', '=', number).executeTakeFirst();

/** A mail that left and came back: to staff it failed, and may be tried again. */
export const markReturned = async (db: Trx, id: string, values: { at: string; why: string }): Promise<boolean> => {
	const { numUpdatedRows } = await db
		.updateTable('mail')
		.set({ sentAt: null, failedAt: values.at, settledAt: values.at, lastError: values.why })
		.where('id', '=', id)
		.where('sentAt', 'is not', null)
		.executeTakeFirstOrThrow();
	return Number(numUpdatedRows) > 0;
};
