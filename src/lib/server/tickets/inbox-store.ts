import './table.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import type { TicketPriority, TicketStatus, TicketUrgency } from './table.ts';

type Any = Db | Trx;

/** By what the walk enters the tickets: one index each. Open ones have an index that holds every filter. */
export type Entry =
	| { by: 'open' }
	| { by: 'status'; status: TicketStatus }
	| { by: 'structureId' | 'assigneeId' | 'productId'; value: string | null }
	| { by: 'category'; value: string }
	| { by: 'updatedAt' };

/** Where a walk begins or ends: a last activity, and a number among the tickets of the same moment. */
export interface Place {
	updatedAt: string;
	number: number;
}

export interface Walk {
	entry: Entry;
	oldestFirst: boolean;
	/** The last ticket of the page before. */
	from: Place | null;
	/** Last activity at this moment or before. */
	until: string | null;
}

/** What a ticket must be to be shown; what is undefined does not matter. */
export interface Wanted {
	statuses?: readonly TicketStatus[] | undefined;
	assigneeId?: string | null | undefined;
	structureId?: string | null | undefined;
	category?: string | undefined;
	productId?: string | undefined;
	urgency?: TicketUrgency | undefined;
	priority?: TicketPriority | undefined;
	createdBefore?: string | undefined;
}

/**
 * How many tickets a page looks at before it gives up and says where it stopped: whatever is asked for, and however
 * little answers to it, a page costs no more. Open tickets are read in their index alone, the others row by row.
 */
export const LOOKED_AT = { open: 20_000, all: 2_000 } as const;

const END_OF_TIME = '9999';

const lookedAt = ({ by }: Entry): number => (by === 'open' ? LOOKED_AT.open : LOOKED_AT.all);

/** The tickets a page looks at, in order. */
function walked(db: Any, { entry, oldestFirst, from, until }: Walk) {
	const start = from ?? { updatedAt: oldestFirst ? '' : END_OF_TIME, number: 0 };
	// Bounds on both sides: without one the index would not be entered but walked.
	const latest = oldestFirst || (until !== null && until < start.updatedAt) ? (until ?? END_OF_TIME) : start.updatedAt;
	const direction = oldestFirst ? 'asc' : 'desc';
	return db
		.selectFrom('ticket')
		.select([
			'number',
			'updatedAt',
			'status',
			'assigneeId',
			'structureId',
			'category',
			'productId',
			'urgency',
			'priority',
			'createdAt'
		])
		.$if(entry.by === 'open', (q) => q.where('closedAt', 'is', null))
		.$if(entry.by === 'status', (q) => q.where('status', '=', (entry as { status: TicketStatus }).status))
		.$if('value' in entry, (q) => {
			const { by, value } = entry as { by: 'structureId'; value: string | null };
			return value === null ? q.where(by, 'is', null) : q.where(by, '=', value);
		})
		.where('updatedAt', '<=', latest)
		.$if(oldestFirst, (q) => q.where('updatedAt', '>=', start.updatedAt))
		.$if(from !== null, (q) =>
			q.where((eb) =>
				eb.or([
					eb('updatedAt', oldestFirst ? '>' : '<', from!.updatedAt),
					eb('number', oldestFirst ? '>' : '<', from!.number)
				])
			)
		)
		.orderBy('updatedAt', direction)
		.orderBy('number', direction)
		.limit(lookedAt(entry));
}

/** The first tickets on a walk that are what is wanted. */
export const found = (db: Any, walk: Walk, wanted: Wanted, most: number) => {
	const direction = walk.oldestFirst ? 'asc' : 'desc';
	return db
		.selectFrom(walked(db, walk).as('walked'))
		.select(['number', 'updatedAt'])
		.$if(wanted.statuses !== undefined, (q) => q.where('status', 'in', wanted.statuses!))
		.$if(wanted.assigneeId !== undefined, (q) =>
			q.where('assigneeId', wanted.assigneeId === null ? 'is' : '=', wanted.assigneeId!)
		)
		.$if(wanted.structureId !== undefined, (q) =>
			q.where('structureId', wanted.structureId === null ? 'is' : '=', wanted.structureId!)
		)
		.$if(wanted.category !== undefined, (q) => q.where('category', '=', wanted.category!))
		.$if(wanted.productId !== undefined, (q) => q.where('productId', '=', wanted.productId!))
		.$if(wanted.urgency !== undefined, (q) => q.where('urgency', '=', wanted.urgency!))
		.$if(wanted.priority !== undefined, (q) => q.where('priority', '=', wanted.priority!))
		.$if(wanted.createdBefore !== undefined, (q) => q.where('createdAt', '<=', wanted.createdBefore!))
		.orderBy('updatedAt', direction)
		.orderBy('number', direction)
		.limit(most);
};

/** The last ticket a walk looks at, where it stops before the end. */
export const stop = (db: Any, walk: Walk) => {
	const direction = walk.oldestFirst ? 'asc' : 'desc';
	return db
		.selectFrom(walked(db, walk).as('walked'))
		.select(['number', 'updatedAt'])
		.orderBy('updatedAt', direction)
		.orderBy('number', direction)
		.limit(1)
		.offset(lookedAt(walk.entry) - 1);
};

/** What the inbox shows of tickets. */
export const rows = (db: Any, numbers: readonly number[]) =>
	db
		.selectFrom('ticket')
		.innerJoin('account', 'account.id', 'ticket.requesterId')
		.leftJoin('structure', 'structure.id', 'ticket.structureId')
		.leftJoin('account as assignee', 'assignee.id', 'ticket.assigneeId')
		.leftJoin('product', 'product.id', 'ticket.productId')
		.select([
			'ticket.number',
			'ticket.subject',
			'ticket.category',
			'ticket.urgency',
			'ticket.priority',
			'ticket.status',
			'ticket.createdAt',
			'ticket.updatedAt',
			'ticket.privateAt',
			'ticket.assigneeId',
			'account.firstName',
			'account.lastName',
			'assignee.firstName as assigneeFirstName',
			'assignee.lastName as assigneeLastName',
			'product.name as product',
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
		)
		.where('ticket.number', 'in', numbers);

/** How many tickets on a walk answer to a few filters, counted up to `most`: beyond, nobody reads the figure. */
export const countOpen = (db: Any, walk: Walk, wanted: Wanted, most: number) =>
	db.selectFrom(found(db, walk, wanted, most).as('some')).select((eb) => eb.fn.countAll<number>().as('count'));
