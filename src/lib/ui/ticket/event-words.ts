import { m } from '#lib/paraglide/messages.js';
import type { TicketStatus } from '#lib/schemas/ticket-choices.ts';
import { statusLabel, type Reader } from './labels.ts';

export interface Told {
	kind: 'message' | 'note' | 'event';
	mine: boolean;
	author: string;
	statusAfter: TicketStatus | null;
	/** What was done, where that is not a mere change of status. */
	event: string | null;
	/** What its reader may know of it: the person it concerns, or another ticket. */
	details: { name?: string | null; number?: number };
}

interface Words {
	name: string;
	person: string;
	number: number | undefined;
}

const OTHERS: Record<string, (words: Words) => string> = {
	participant_added: m.tickets_event_participant_added,
	participant_removed: m.tickets_event_participant_removed,
	participant_left: m.tickets_event_participant_left,
	refused: m.tickets_event_refused,
	accepted: m.tickets_event_accepted,
	reopened: m.tickets_event_reopened,
	reminded: () => m.tickets_event_reminded(),
	closed_by_time: () => m.tickets_event_closed_by_time(),
	opened_for: m.tickets_event_opened_for,
	assigned: (words) => (words.person ? m.tickets_event_assigned(words) : m.tickets_event_assigned_nobody(words)),
	transferred: m.tickets_event_transferred,
	merged_from: ({ name, number }) =>
		number ? m.tickets_event_merged_from_number({ name, number }) : m.tickets_event_merged_from(),
	merged_into: ({ name, number }) =>
		number ? m.tickets_event_merged_into_number({ name, number }) : m.tickets_event_merged_into(),
	linked: ({ name, number }) =>
		number ? m.tickets_event_linked_number({ name, number }) : m.tickets_event_linked({ name })
};

const OWN: Record<string, (words: Words) => string> = {
	participant_added: m.tickets_event_you_participant_added,
	participant_removed: m.tickets_event_you_participant_removed,
	participant_left: () => m.tickets_event_you_participant_left(),
	refused: () => m.tickets_event_you_refused(),
	accepted: () => m.tickets_event_you_accepted(),
	reopened: () => m.tickets_event_you_reopened()
};

const STATUS_BY_OTHERS = {
	in_progress: m.tickets_event_in_progress,
	waiting: m.tickets_event_waiting,
	resolved: m.tickets_event_resolved,
	closed: m.tickets_event_closed
};
const STATUS_BY_YOU = {
	in_progress: m.tickets_event_you_in_progress,
	waiting: m.tickets_event_you_waiting,
	resolved: m.tickets_event_you_resolved,
	closed: m.tickets_event_you_closed
};

/** What an entry of a thread did to the ticket, in the words of who reads; nothing where there is nothing to say. */
export function eventWords({ kind, mine, author, statusAfter, event, details }: Told, reader: Reader): string {
	const words = { name: author, person: details.name ?? '', number: details.number };
	const said = event && ((mine && OWN[event]) || OTHERS[event]);
	if (said) return said(words);
	if (statusAfter === null || statusAfter === 'new') return '';
	// A message says who by itself: only what became of the ticket is left to say.
	if (kind === 'message') return m.tickets_new_status({ status: statusLabel(statusAfter, reader) });
	return mine ? STATUS_BY_YOU[statusAfter]() : STATUS_BY_OTHERS[statusAfter]({ name: author });
}
