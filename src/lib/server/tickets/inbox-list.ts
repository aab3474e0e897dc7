import type { InboxInput } from '#lib/schemas/inbox.ts';
import { WITHOUT_STRUCTURE } from '#lib/schemas/inbox-choices.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import { after } from '#server/platform/limits.ts';
import { byCustomerNumber, searchStructures } from '#server/structures/domain.ts';
import { categoryLabels } from './choices.ts';
import { headOf } from './head.ts';
import * as inbox from './inbox-store.ts';
import * as store from './store.ts';
import type { TicketPriority, TicketStatus, TicketUrgency } from './table.ts';

const STATUSES = {
	to_handle: ['new', 'in_progress'],
	new: ['new'],
	in_progress: ['in_progress'],
	waiting: ['waiting'],
	resolved: ['resolved'],
	open: undefined,
	closed: ['closed'],
	all: undefined
} as const satisfies Record<InboxInput['filter'], readonly TicketStatus[] | undefined>;

const RANKS = {
	activity: [{}],
	waiting: [{}],
	priority: [{ priority: 'urgent' }, { priority: 'high' }, { priority: 'normal' }, { priority: 'low' }],
	urgency: [{ urgency: 'blocking' }, { urgency: 'annoying' }, { urgency: 'minor' }]
} as const satisfies Record<InboxInput['sort'], readonly { priority?: TicketPriority; urgency?: TicketUrgency }[]>;

/**
 * A page of all tickets as the filters say. What it costs does not depend on how many tickets there are, nor on how many
 * answer: where nothing was found for long, the page ends early and the next one goes on from there (`stopped`).
 */
export async function inboxOf(ctx: Ctx<'staff'>, input: InboxInput) {
	const structure = await structureMeant(ctx.db, input.structure);
	if (structure === 'several' || structure === 'unknown')
		return {
			tickets: [],
			next: null,
			stopped: false,
			sort: input.sort,
			structures: await named(ctx.db, input.structure!)
		};
	const wanted = wantedBy(ctx, input, structure);
	const entry = entryFor(input.filter, wanted);
	// Ranks are for what is still to be done; among closed tickets they would be walked for nothing.
	const sort = entry.by === 'open' ? input.sort : input.sort === 'waiting' ? 'waiting' : 'activity';
	const page = await pageOf(ctx.db, { ...input, sort }, entry, wanted, input.idle ? daysAgo(ctx, input.idle) : null);
	return {
		tickets: await shown(ctx, page.numbers),
		next: page.next,
		stopped: page.stopped,
		sort,
		structures: structure && structure !== 'none' ? [brief(structure)] : []
	};
}

type Structure = { id: string; name: string; customerNumber: string };

/** The structure a filter names: by its number, or by words that only one has. */
async function structureMeant(
	db: Db | Trx,
	typed: string | undefined
): Promise<Structure | 'none' | 'several' | 'unknown' | null> {
	if (!typed) return null;
	if (typed === WITHOUT_STRUCTURE) return 'none';
	const exact = await byCustomerNumber(db, typed);
	if (exact) return exact;
	const found = await searchStructures(db, typed);
	return found.length === 1 ? found[0]! : found.length > 1 ? 'several' : 'unknown';
}

const named = async (db: Db | Trx, typed: string): Promise<Structure[]> =>
	(await searchStructures(db, typed)).map(brief);

const brief = ({ id, name, customerNumber }: Structure): Structure => ({ id, name, customerNumber });

function wantedBy(ctx: Ctx<'staff'>, input: InboxInput, structure: Structure | 'none' | null): inbox.Wanted {
	const { assignee } = input;
	return {
		statuses: STATUSES[input.filter],
		assigneeId: assignee === 'me' ? ctx.actor.account.id : assignee === 'nobody' ? null : assignee,
		structureId: structure === 'none' ? null : structure?.id,
		category: input.category,
		productId: input.product,
		urgency: input.urgency,
		priority: input.priority,
		createdBefore: input.opened ? daysAgo(ctx, input.opened) : undefined
	};
}

const daysAgo = (ctx: { now(): string }, days: number): string => after(ctx.now(), -days * 86_400);

/** Which index answers: that of open tickets where only those count, else that of the filter that leaves the fewest. */
function entryFor(filter: InboxInput['filter'], wanted: inbox.Wanted): inbox.Entry {
	if (filter !== 'closed' && filter !== 'all') return { by: 'open' };
	if (wanted.structureId !== undefined) return { by: 'structureId', value: wanted.structureId };
	if (typeof wanted.assigneeId === 'string') return { by: 'assigneeId', value: wanted.assigneeId };
	if (wanted.productId !== undefined) return { by: 'productId', value: wanted.productId };
	if (wanted.category !== undefined) return { by: 'category', value: wanted.category };
	return filter === 'closed' ? { by: 'status', status: 'closed' } : { by: 'updatedAt' };
}

async function pageOf(
	db: Db | Trx,
	{ sort, after: cursor }: Pick<InboxInput, 'sort' | 'after'>,
	entry: inbox.Entry,
	wanted: inbox.Wanted,
	until: string | null
): Promise<{ numbers: number[]; next: string | null; stopped: boolean }> {
	const ranks: readonly inbox.Wanted[] = RANKS[sort];
	const begin = placeOf(cursor);
	const collected: (inbox.Place & { rank: number })[] = [];
	for (let rank = begin.rank; rank < ranks.length; rank++) {
		if (contradicts(ranks[rank]!, wanted)) continue;
		const walk = { entry, oldestFirst: sort !== 'activity', from: rank === begin.rank ? begin.place : null, until };
		const most = store.PAGE_SIZE + 1 - collected.length;
		const found = await inbox.found(db, walk, { ...wanted, ...ranks[rank] }, most).execute();
		collected.push(...found.map((place) => ({ ...place, rank })));
		if (collected.length > store.PAGE_SIZE) break;
		const stop = await inbox.stop(db, walk).executeTakeFirst();
		if (stop)
			return { numbers: collected.map(({ number }) => number), next: cursorOf({ ...stop, rank }), stopped: true };
	}
	const page = collected.slice(0, store.PAGE_SIZE);
	return {
		numbers: page.map(({ number }) => number),
		next: collected.length > page.length ? cursorOf(page.at(-1)!) : null,
		stopped: false
	};
}

/** A rank that the filters leave empty. */
const contradicts = (rank: inbox.Wanted, wanted: inbox.Wanted): boolean =>
	(rank.priority !== undefined && wanted.priority !== undefined && rank.priority !== wanted.priority) ||
	(rank.urgency !== undefined && wanted.urgency !== undefined && rank.urgency !== wanted.urgency);

/** Reads a cursor, which the input's schema has checked. */
function placeOf(cursor: string | undefined): { rank: number; place: inbox.Place | null } {
	if (cursor === undefined) return { rank: 0, place: null };
	const [number, updatedAt, rank = '0'] = cursor.split('~').reverse();
	return { rank: Number(rank), place: { updatedAt: updatedAt!, number: Number(number) } };
}

const cursorOf = ({ rank, updatedAt, number }: inbox.Place & { rank: number }): string =>
	`${rank}~${updatedAt}~${number}`;

async function shown(ctx: Ctx<'staff'>, numbers: number[]) {
	if (numbers.length === 0) return [];
	const labelOf = await categoryLabels(ctx.db);
	const rows = new Map((await inbox.rows(ctx.db, numbers).execute()).map((row) => [row.number, row]));
	return numbers.flatMap((number) => {
		const row = rows.get(number);
		if (!row) return [];
		const { structureId, structureName, customerNumber } = row;
		return [
			{
				...headOf(row, labelOf),
				product: row.product,
				priority: row.priority,
				requester: `${row.firstName} ${row.lastName}`,
				assignee: row.assigneeId
					? { name: `${row.assigneeFirstName} ${row.assigneeLastName}`, me: row.assigneeId === ctx.actor.account.id }
					: null,
				structure:
					structureId && structureName && customerNumber
						? { id: structureId, name: structureName, customerNumber }
						: null,
				validated: row.access === 'active'
			}
		];
	});
}

/** What is counted is counted up to here: beyond, nobody reads the figure. */
const MOST_COUNTED = 100;
const NEWEST_OPEN = { entry: { by: 'open' }, oldestFirst: false, from: null, until: null } as const;

/** How many tickets each built-in view holds. */
export async function inboxCounts(ctx: Ctx<'staff'>) {
	const count = async (wanted: inbox.Wanted) =>
		Number((await inbox.countOpen(ctx.db, NEWEST_OPEN, wanted, MOST_COUNTED).executeTakeFirstOrThrow()).count);
	return {
		to_handle: await count({ statuses: STATUSES.to_handle }),
		mine: await count({ assigneeId: ctx.actor.account.id }),
		unassigned: await count({ statuses: STATUSES.to_handle, assigneeId: null }),
		waiting: await count({ statuses: STATUSES.waiting }),
		resolved: await count({ statuses: STATUSES.resolved }),
		most: MOST_COUNTED
	};
}
