import type { ComponentProps } from 'svelte';
import type Thread from '#lib/ui/ticket/Thread.svelte';
import type TicketHead from '#lib/ui/ticket/TicketHead.svelte';
import type TicketRow from '#lib/ui/ticket/TicketRow.svelte';
import { device } from './store.ts';

export type Entry = ComponentProps<typeof Thread>['entries'][number];
type Row = ComponentProps<typeof TicketRow>['ticket'];
type Head = ComponentProps<typeof TicketHead>['ticket'];

/** A ticket as its page showed it. */
export interface SeenTicket {
	kind: 'ticket';
	/** When it was looked at. */
	at: string;
	row: Row;
	head: Head;
	mayAnswer: boolean;
	entries: Entry[];
	/** Whether earlier entries are kept by the portal alone. */
	shortened: boolean;
}

/** The first page of a list, as it was shown last. */
export interface SeenList {
	kind: 'list';
	at: string;
	rows: Row[];
}

/** What one chooses from to open a ticket. */
export interface SeenChoices {
	kind: 'choices';
	at: string;
	categories: { id: string; label: string; kind: string }[];
	products: { id: string; name: string }[];
}

export type Seen = SeenTicket | SeenList | SeenChoices;

/** Of one account in one structure. */
export interface Place {
	account: string;
	structure: string;
}

const MOST_TICKETS = 50;
/** Of one ticket as JSON: the newest of a long thread is what one wants to read. */
const MOST_LETTERS = 100_000;

const below = ({ account, structure }: Place): string => `${account}/${structure}/`;
const keyOf = (place: Place, what: 'list' | 'choices' | number): string => below(place) + what;

export async function keepSeen(place: Place, seen: Seen): Promise<void> {
	const db = await device();
	// What a page holds may be more than what can be stored: plain values are.
	const plain = JSON.parse(JSON.stringify(seen)) as Seen;
	if (plain.kind !== 'ticket') {
		await db.put('seen', plain, keyOf(place, plain.kind));
		return;
	}
	await db.put('seen', bounded(plain), keyOf(place, plain.row.number));
	const tickets = await seenTickets(place);
	await Promise.all(tickets.slice(MOST_TICKETS).map(({ row }) => forgetSeen(place, row.number)));
}

/** A thread whose earliest entries go until it is small enough; the newest always stays. */
export function bounded(ticket: SeenTicket, most = MOST_LETTERS): SeenTicket {
	let room = most;
	const entries: Entry[] = [];
	for (const entry of ticket.entries.toReversed()) {
		room -= JSON.stringify(entry).length;
		if (room < 0 && entries.length > 0) break;
		entries.unshift(entry);
	}
	return { ...ticket, entries, shortened: ticket.shortened || entries.length < ticket.entries.length };
}

/** Newest look first. */
export async function seenTickets(place: Place): Promise<SeenTicket[]> {
	const range = IDBKeyRange.bound(below(place), `${below(place)}\uffff`);
	const all = await (await device()).getAll('seen', range);
	return all
		.filter((seen): seen is SeenTicket => seen.kind === 'ticket')
		.sort((one, other) => (one.at < other.at ? 1 : -1));
}

export const seenTicket = async (place: Place, number: number): Promise<SeenTicket | undefined> =>
	(await (await device()).get('seen', keyOf(place, number))) as SeenTicket | undefined;

export const seenList = async (place: Place): Promise<SeenList | undefined> =>
	(await (await device()).get('seen', keyOf(place, 'list'))) as SeenList | undefined;

export const seenChoices = async (place: Place): Promise<SeenChoices | undefined> =>
	(await (await device()).get('seen', keyOf(place, 'choices'))) as SeenChoices | undefined;

export const forgetSeen = async (place: Place, number: number): Promise<void> =>
	(await device()).delete('seen', keyOf(place, number));
