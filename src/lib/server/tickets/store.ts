import './table.ts';
import type { Insertable, Selectable, SelectQueryBuilder, Updateable } from 'kysely';
import type { ContactAccess } from '#server/platform/access.ts';
import type { Database, Db, Trx } from '#server/platform/db.ts';
import { STAFF_EVENTS } from './events.ts';
import type { TicketMessageTable, TicketTable } from './table.ts';
import { takingPart, visibleTo, type Scope } from './visible.ts';

type Any = Db | Trx;
export type Ticket = Selectable<TicketTable>;
export type Tickets<O> = SelectQueryBuilder<Database, 'ticket', O>;

export const PAGE_SIZE = 20;

/** Where a page begins: below this last activity and number. */
export interface Below {
	updatedAt: string;
	number: number;
}

/**
 * The page of a list that begins below a ticket, latest activity first, and one row more to know whether it goes on.
 * The first page says « below the end of time »: without a bound the index would not be entered but walked.
 */
export function page<O>(tickets: Tickets<O>, below: Below | undefined): Tickets<O> {
	const { updatedAt, number } = below ?? { updatedAt: '9999', number: 0 };
	return tickets
		.where('ticket.updatedAt', '<=', updatedAt)
		.where((eb) => eb.or([eb('ticket.updatedAt', '<', updatedAt), eb('ticket.number', '<', number)]))
		.orderBy('ticket.updatedAt', 'desc')
		.orderBy('ticket.number', 'desc')
		.limit(PAGE_SIZE + 1);
}

export const ROW = [
	'ticket.number',
	'ticket.subject',
	'ticket.category',
	'ticket.urgency',
	'ticket.status',
	'ticket.privateAt',
	'ticket.createdAt',
	'ticket.updatedAt',
	'ticket.requesterId'
] as const;

/** A ticket as one customer has it before them. */
export type SeenTicket = Ticket & { takesPart: boolean };

export async function findVisible(db: Any, scope: Scope, number: number): Promise<SeenTicket | undefined> {
	const ticket = await visibleTo(db, scope)
		.selectAll('ticket')
		.select((eb) => eb.exists(takingPart(eb, scope.accountId)).as('takesPart'))
		.where('ticket.number', '=', number)
		.executeTakeFirst();
	return ticket && { ...ticket, takesPart: scope.takesPart && Boolean(ticket.takesPart) };
}

export const findByNumber = (db: Any, number: number): Promise<Ticket | undefined> =>
	db.selectFrom('ticket').selectAll().where('number', '=', number).executeTakeFirst();

export const findById = (db: Any, id: string): Promise<Ticket | undefined> =>
	db.selectFrom('ticket').selectAll().where('id', '=', id).executeTakeFirst();

export const findByRequestKey = (db: Any, requesterId: string, requestKey: string): Promise<Ticket | undefined> =>
	db
		.selectFrom('ticket')
		.selectAll()
		.where('requesterId', '=', requesterId)
		.where('requestKey', '=', requestKey)
		.executeTakeFirst();

export const insert = (db: Trx, row: Insertable<TicketTable>) => db.insertInto('ticket').values(row).execute();

export const update = (db: Trx, id: string, values: Updateable<TicketTable>) =>
	db.updateTable('ticket').set(values).where('id', '=', id).execute();

export const insertMessage = (db: Trx, row: Insertable<TicketMessageTable>) =>
	db.insertInto('ticketMessage').values(row).execute();

export const findMessage = (db: Any, id: string): Promise<Selectable<TicketMessageTable> | undefined> =>
	db.selectFrom('ticketMessage').selectAll().where('id', '=', id).executeTakeFirst();

/** What somebody has written in a ticket by a request. */
export const findByRequest = (db: Any, message: { ticketId: string; authorId: string; requestKey: string }) =>
	db
		.selectFrom('ticketMessage')
		.select(['id', 'body', 'statusAfter'])
		.where('ticketId', '=', message.ticketId)
		.where('authorId', '=', message.authorId)
		.where('requestKey', '=', message.requestKey)
		.executeTakeFirst();

const messagesOf = (db: Any, ticketId: string) =>
	db.selectFrom('ticketMessage').where('ticketMessage.ticketId', '=', ticketId);

/** Without what is between staff. */
const forCustomers = <O>(messages: SelectQueryBuilder<Database, 'ticketMessage', O>) =>
	messages
		.where('ticketMessage.kind', '!=', 'note')
		.where((eb) =>
			eb.or([eb('ticketMessage.event', 'is', null), eb('ticketMessage.event', 'not in', [...STAFF_EVENTS])])
		);

/** A page shows this much of a thread: however long one grows, showing it costs the same. */
export const THREAD_PART = 50;

/**
 * A part of the thread, oldest first: its newest messages, or those before a message of it. `earlier` is where the part
 * before this one ends, null where there is none; `count` is the whole thread's. Notes are for staff only.
 */
export async function thread(
	db: Any,
	ticketId: string,
	{ notes, before }: { notes: boolean; before: string | undefined }
) {
	const bound = before === undefined ? undefined : await findMessage(db, before);
	const rows = await withAuthors(messagesOf(db, ticketId))
		.$if(!notes, forCustomers)
		.$if(bound !== undefined, (q) =>
			q.where((eb) =>
				eb(eb.refTuple('ticketMessage.createdAt', 'ticketMessage.id'), '<', eb.tuple(bound!.createdAt, bound!.id))
			)
		)
		.limit(THREAD_PART + 1)
		.execute();
	const messages = rows.slice(0, THREAD_PART).reverse();
	return {
		messages,
		earlier: rows.length > THREAD_PART ? messages[0]!.id : null,
		count: await countMessages(db, ticketId, { notes })
	};
}

const withAuthors = (messages: SelectQueryBuilder<Database, 'ticketMessage', object>) =>
	messages
		.leftJoin('account', 'account.id', 'ticketMessage.authorId')
		.select([
			'ticketMessage.id',
			'ticketMessage.authorId',
			'ticketMessage.side',
			'ticketMessage.kind',
			'ticketMessage.body',
			'ticketMessage.via',
			'ticketMessage.statusAfter',
			'ticketMessage.event',
			'ticketMessage.details',
			'ticketMessage.createdAt'
		])
		.select(['account.firstName', 'account.lastName'])
		.orderBy('ticketMessage.createdAt', 'desc')
		.orderBy('ticketMessage.id', 'desc');

export async function countMessages(db: Any, ticketId: string, { notes }: { notes: boolean }): Promise<number> {
	const { count } = await messagesOf(db, ticketId)
		.$if(!notes, forCustomers)
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	return Number(count);
}

/** Who asked, and how they stand in the ticket's structure. */
export const requester = (db: Any, { requesterId, structureId }: Pick<Ticket, 'requesterId' | 'structureId'>) =>
	db
		.selectFrom('account')
		.leftJoin('contact', (join) =>
			join.onRef('contact.accountId', '=', 'account.id').on('contact.structureId', '=', structureId ?? '')
		)
		.select([
			'account.id',
			'account.civility',
			'account.firstName',
			'account.lastName',
			'account.email',
			'account.phone',
			'account.locale',
			'contact.function',
			'contact.access',
			'contact.role'
		])
		.where('account.id', '=', requesterId)
		.$narrowType<{ access: ContactAccess | null }>()
		.executeTakeFirst();

export const account = (db: Any, id: string) =>
	db
		.selectFrom('account')
		.select(['id', 'email', 'firstName', 'lastName', 'locale', 'staffRole'])
		.where('id', '=', id)
		.executeTakeFirst();

const staff = (db: Any) =>
	db
		.selectFrom('account')
		.select(['account.id', 'account.email', 'account.locale'])
		.where('account.staffRole', 'in', ['agent', 'manager']);

export const allStaff = (db: Any) => staff(db).execute();

/** Staff who wrote in a ticket, notes included, or changed its status. */
export const staffIn = (db: Any, ticketId: string) =>
	staff(db)
		.where(
			'account.id',
			'in',
			messagesOf(db, ticketId).where('ticketMessage.side', '=', 'staff').select('ticketMessage.authorId')
		)
		.execute();
