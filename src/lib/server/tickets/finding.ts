import type { SearchTicketsInput } from '#lib/schemas/ticket-search.ts';
import { filesOf } from '#server/files/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import { turnOf } from './progress.ts';
import * as found from './search-store.ts';
import { excerptOf, marked, numberIn, wordsOf, type Among, type Stretch } from './search.ts';
import { sqliteIndex as index } from './search-sqlite.ts';
import { PAGE_SIZE, type Tickets } from './store.ts';
import { scopeOf, visibleTo } from './visible.ts';

/** Tickets the actor may see whose subject, messages or file names have the words; the newest words first. */
export async function searchTickets(ctx: Ctx<'ticketing'>, input: SearchTicketsInput) {
	const scope = await scopeOf(ctx.db, ctx.actor);
	const { accountId, structureId } = scope;
	const sight: Sight = {
		tickets: () => visibleTo(ctx.db, scope),
		notes: false,
		among: {
			accountId,
			structureId,
			colleagues: scope.colleagues !== 'none',
			takesPartIn: scope.takesPart ? await found.ticketsTakenPartIn(ctx.db, accountId) : []
		}
	};
	const { results, next } = await search(ctx.db, sight, input);
	return {
		results: results.map(({ requesterId, structure: _structure, ...result }) => ({
			...result,
			mine: requesterId === accountId
		})),
		next
	};
}

/** The same among all tickets, notes included. */
export async function searchForStaff(ctx: Ctx<'staff'>, input: SearchTicketsInput) {
	const sight: Sight = { tickets: () => ctx.db.selectFrom('ticket'), notes: true, among: null };
	const { results, next } = await search(ctx.db, sight, input);
	return { results: results.map(({ requesterId: _requesterId, ...result }) => ({ ...result, mine: false })), next };
}

/** How far somebody sees. Whatever the index finds is read from these tickets: of rights the index is never asked. */
interface Sight {
	tickets(): Tickets<object>;
	notes: boolean;
	among: Among | null;
}

type Row = Awaited<ReturnType<ReturnType<typeof found.entriesIn>['execute']>>[number];
type Numbered = Omit<Row, 'entry' | 'messageId' | 'kind' | 'body' | 'writtenAt'>;

async function search(db: Db | Trx, sight: Sight, { query, after }: SearchTicketsInput) {
	const words = wordsOf(query);
	const number = after === undefined ? numberIn(query) : null;
	const first = number === null ? undefined : await found.numbered(sight.tickets(), number).executeTakeFirst();
	const { rows, next } = words.length === 0 ? { rows: [], next: null } : await page(db, sight, words, after);
	const filesIn = await filesOf(
		db,
		rows.map(({ messageId }) => messageId)
	);
	return {
		results: [
			...(first ? [shown(first, [], [], null)] : []),
			...rows.filter(({ id }) => id !== first?.id).map((row) => result(row, filesIn(row.messageId), words))
		],
		next
	};
}

/** Read at once; a ticket with many matching entries fills a round by itself. */
const ROUND = 60;
/** Beyond, the page ends early and the next one goes on: however common a word, a page costs the same. */
const MOST_ROUNDS = 8;

/** The newest matching entry of each ticket, below an entry. A ticket shown on an earlier page is not shown again. */
async function page(db: Db | Trx, { tickets, notes, among }: Sight, words: string[], after: number | undefined) {
	const rows = new Map<string, Row>();
	let below = after;
	for (let round = 0; round < MOST_ROUNDS; round++) {
		const ids = await index.find(db, { words, among, most: ROUND, ...(below === undefined ? {} : { below }) });
		const seen = ids.length === 0 ? [] : await found.entriesIn(tickets(), ids, { notes }).execute();
		const fresh = seen.filter(({ id }) => !rows.has(id));
		const earlier = after === undefined ? new Set() : await shownAbove(db, words, among, after, fresh);
		for (const row of fresh) {
			if (earlier.has(row.id) || rows.has(row.id)) continue;
			if (rows.size === PAGE_SIZE) return { rows: [...rows.values()], next: [...rows.values()].at(-1)!.entry };
			rows.set(row.id, row);
		}
		if (ids.length < ROUND) return { rows: [...rows.values()], next: null };
		below = ids.at(-1)!;
	}
	return { rows: [...rows.values()], next: below! };
}

async function shownAbove(db: Db | Trx, words: string[], among: Among | null, above: number, rows: Row[]) {
	const tickets = [...new Set(rows.map(({ id }) => id))];
	if (tickets.length === 0) return new Set<string>();
	const ids = await index.find(db, { words, among, tickets, above, most: MOST_ROUNDS * ROUND });
	return new Set(ids.length === 0 ? [] : await found.ticketsOfEntries(db, ids));
}

function result({ kind, body, writtenAt, ...ticket }: Row, files: { name: string }[], words: string[]) {
	const names = files.map(({ name }) => marked(name, words)).filter((name) => name.some((part) => part.found));
	return shown(ticket, words, names, { at: writtenAt, note: kind === 'note', excerpt: excerptOf(body, words) });
}

function shown(
	ticket: Numbered,
	words: string[],
	files: Stretch[][],
	said: { at: string; note: boolean; excerpt: Stretch[] } | null
) {
	const { number, subject, status, urgency, privateAt, updatedAt, requesterId } = ticket;
	return {
		number,
		subject: marked(subject, words),
		status,
		urgency,
		turn: turnOf(status),
		private: privateAt !== null,
		updatedAt,
		requesterId,
		requester: `${ticket.firstName} ${ticket.lastName}`,
		structure:
			ticket.structureName && ticket.customerNumber
				? { name: ticket.structureName, customerNumber: ticket.customerNumber }
				: null,
		files,
		said
	};
}
