import { isLeaving, person, type Person } from './person.ts';
import {
	seenChoices,
	seenList,
	seenTicket,
	seenTickets,
	type SeenChoices,
	type SeenList,
	type SeenTicket
} from './seen.ts';

/** What the device has for an address. */
export type OnDevice =
	/** Somebody signed out here and the portal could not be told yet. */
	| { what: 'left' }
	/** Nobody is known to be signed in. */
	| { what: 'nobody' }
	| ({ who: Person; structure: string; tickets: SeenTicket[]; choices: SeenChoices | undefined } & (
			| { what: 'list'; list: SeenList | undefined }
			| { what: 'ticket'; ticket: SeenTicket }
			| { what: 'new'; choices: SeenChoices }
			/** Nothing of it is here; there may be something else to read. */
			| { what: 'nothing' }
	  ));

/** The part of the portal an address asks for. */
export function askedAt(path: string): { structure: string | null; page: 'list' | 'new' | 'other' | number } {
	const [, structure, page] = /^\/s\/([^/]+)(?:\/tickets(?:\/(new|\d{1,10}))?)?\/?$/.exec(path) ?? [];
	if (!structure) return { structure: /^\/s\/([^/]+)/.exec(path)?.[1] ?? null, page: 'other' };
	return { structure, page: page === undefined ? 'list' : page === 'new' ? 'new' : Number(page) };
}

/** Reads what is kept for who is signed in, or last was as far as anybody knows. */
export async function readDevice(path: string): Promise<OnDevice> {
	if (await isLeaving()) return { what: 'left' };
	const who = await person();
	if (!who) return { what: 'nobody' };
	const asked = askedAt(path);
	const [first] = who.structures;
	const found = who.structures.find(({ id }) => id === asked.structure);
	const structure = (found ?? first)?.id ?? '';
	const place = { account: who.account, structure };
	const choices = await seenChoices(place);
	const here = { who, structure, tickets: await seenTickets(place), choices };
	if (!found) return { what: 'nothing', ...here };
	if (asked.page === 'list') return { what: 'list', ...here, list: await seenList(place) };
	if (asked.page === 'new' && choices) return { what: 'new', ...here, choices };
	if (typeof asked.page === 'number') {
		const ticket = await seenTicket(place, asked.page);
		if (ticket) return { what: 'ticket', ...here, ticket };
	}
	return { what: 'nothing', ...here };
}
