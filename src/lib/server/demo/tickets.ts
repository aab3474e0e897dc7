import type { PersonKey } from './cast.ts';
import type { ProductKey } from './products.ts';
import { requestTickets } from './tickets-requests.ts';
import type { StructureKey } from './structures.ts';
import { commercyTickets } from './tickets-commercy.ts';
import { madonTickets } from './tickets-madon.ts';
import { otherTickets } from './tickets-others.ts';
import { sexeyTickets } from './tickets-sexey.ts';

export interface DemoMessage {
	by: PersonKey;
	/** At least 1: a message of today could lie in the future. */
	daysAgo: number;
	/** Since midnight, in the structure's time zone. */
	minutesOfDay: number;
	/** Markdown. */
	body: string;
	/** A note between staff. */
	internal?: true;
	/** Names of files in `attachments/`; a picture has a small one beside it. */
	files?: string[];
}

export interface DemoTicket {
	author: PersonKey;
	structure: StructureKey | null;
	subject: string;
	category: 'question' | 'incident' | 'demande' | 'become_administrator' | 'other_structure';
	/** What the form of a typed request asked. */
	answers?: Record<string, string>;
	product?: ProductKey;
	urgency: 'blocking' | 'annoying' | 'minor';
	status: 'new' | 'in_progress' | 'waiting' | 'resolved' | 'closed';
	private?: true;
	assignee?: PersonKey;
	/** The administrator who opened it for its author. */
	openedBy?: PersonKey;
	/** Colleagues its author called in, once it was opened. */
	participants?: PersonKey[];
	/** Oldest first; the first is the request itself. */
	messages: [DemoMessage, ...DemoMessage[]];
}

/** Oldest first, so that numbers given in this order follow time. */
export const tickets: DemoTicket[] = [
	...commercyTickets,
	...madonTickets,
	...otherTickets,
	...sexeyTickets,
	...requestTickets
].sort((a, b) => moment(a) - moment(b));

function moment({ messages: [{ daysAgo, minutesOfDay }] }: DemoTicket) {
	return minutesOfDay - daysAgo * 24 * 60;
}
