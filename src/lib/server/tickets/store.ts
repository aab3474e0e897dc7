import './table.ts';
import type { Insertable, Selectable, SelectQueryBuilder, Updateable } from 'kysely';
import type { ContactAccess } from '#server/platform/access.ts';
import type { Database, Db, Trx } from '#server/platform/db.ts';
import type { TicketMessageTable, TicketStatus, TicketTable } from './table.ts';
import { visibleTo, type Scope } from './visible.ts';

type Any = Db | Trx;
export type Ticket = Selectable<TicketTable>;
type Tickets<O> = SelectQueryBuilder<Database, 'ticket', O>;

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
function page<O>(tickets: Tickets<O>, below: Below | undefined): Tickets<O> {
	const { updatedAt, number } = below ?? { updatedAt: '9999', number: 0 };
	return tickets
		.where('ticket.updatedAt', '<=', updatedAt)
		.where((eb) => eb.or([eb('ticket.updatedAt', '<', updatedAt), eb('ticket.number', '<', number)]))
		.orderBy('ticket.updatedAt', 'desc')
		.orderBy('ticket.number', 'desc')
		.limit(PAGE_SIZE + 1);
}

const ROW = [
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

/** A customer's list. « Closed » is read from the moment, not the status: by status SQLite would enter the index of all customers' tickets. */
export const list = (db: Any, scope: Scope, filter: 'open' | 'closed' | 'all', below: Below | undefined) =>
	page(visibleTo(db, scope), below)
		.$if(filter !== 'all', (q) => q.where('ticket.closedAt', filter === 'closed' ? 'is not' : 'is', null))
		.innerJoin('account', 'account.id', 'ticket.requesterId')
		.select(ROW)
		.select(['account.firstName', 'account.lastName']);

export const findVisible = (db: Any, scope: Scope, number: number): Promise<Ticket | undefined> =>
	visibleTo(db, scope).selectAll('ticket').where('ticket.number', '=', number).executeTakeFirst();

/** The staff's list, of one status or of all. */
export const inbox = (db: Any, status: TicketStatus | null, below: Below | undefined) =>
	page(db.selectFrom('ticket'), below)
		.$if(status !== null, (q) => q.where('ticket.status', '=', status!))
		.innerJoin('account', 'account.id', 'ticket.requesterId')
		.leftJoin('structure', 'structure.id', 'ticket.structureId')
		.select(ROW)
		.select([
			'account.firstName',
			'account.lastName',
			'structure.id as structureId',
			'structure.name as structureName',
			'structure.customerNumber'
		])
		.select((eb) =>
			eb
				.selectFrom('contact')
				.select('contact.access')
				.whereRef('contact.accountId', '=', 'ticket.requesterId')
				.whereRef('contact.structureId', '=', 'ticket.structureId')
				.limit(1)
				.as('access')
		);

/** How many tickets have a status, counted up to `most`: beyond, nobody reads the figure, and counting costs. */
export const countUpTo = (db: Any, status: TicketStatus, most: number) =>
	db
		.selectFrom(
			db.selectFrom('ticket').select('ticket.number').where('ticket.status', '=', status).limit(most).as('some')
		)
		.select((eb) => eb.fn.countAll<number>().as('count'));

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

export const hasMessage = async (
	db: Any,
	message: { ticketId: string; authorId: string; requestKey: string }
): Promise<boolean> =>
	(await db
		.selectFrom('ticketMessage')
		.select('id')
		.where('ticketId', '=', message.ticketId)
		.where('authorId', '=', message.authorId)
		.where('requestKey', '=', message.requestKey)
		.executeTakeFirst()) !== undefined;

const messagesOf = (db: Any, ticketId: string) =>
	db.selectFrom('ticketMessage').where('ticketMessage.ticketId', '=', ticketId);

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
		.$if(!notes, (q) => q.where('ticketMessage.kind', '!=', 'note'))
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
			'ticketMessage.statusAfter',
			'ticketMessage.createdAt'
		])
		.select(['account.firstName', 'account.lastName'])
		.orderBy('ticketMessage.createdAt', 'desc')
		.orderBy('ticketMessage.id', 'desc');

export async function countMessages(db: Any, ticketId: string, { notes }: { notes: boolean }): Promise<number> {
	const { count } = await messagesOf(db, ticketId)
		.$if(!notes, (q) => q.where('ticketMessage.kind', '!=', 'note'))
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
