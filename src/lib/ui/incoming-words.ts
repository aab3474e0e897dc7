import { m } from '#lib/paraglide/messages.js';

/** Why a mail was not put into a ticket by itself: in short, and in a sentence. */
export const REASONS: Record<string, { short: () => string; long: () => string }> = {
	no_sender: { short: m.incoming_reason_no_sender, long: m.incoming_why_no_sender },
	unknown_sender: { short: m.incoming_reason_unknown_sender, long: m.incoming_why_unknown_sender },
	forged: { short: m.incoming_reason_forged, long: m.incoming_why_forged },
	unproven: { short: m.incoming_reason_unproven, long: m.incoming_why_unproven },
	staff: { short: m.incoming_reason_staff, long: m.incoming_why_staff },
	no_ticket: { short: m.incoming_reason_no_ticket, long: m.incoming_why_no_ticket },
	several_tickets: { short: m.incoming_reason_several_tickets, long: m.incoming_why_several_tickets },
	no_access: { short: m.incoming_reason_no_access, long: m.incoming_why_no_access },
	not_visible: { short: m.incoming_reason_not_visible, long: m.incoming_why_not_visible },
	read_only: { short: m.incoming_reason_read_only, long: m.incoming_why_read_only },
	closed_too_long: { short: m.incoming_reason_closed_too_long, long: m.incoming_why_closed_too_long },
	too_many: { short: m.incoming_reason_too_many, long: m.incoming_why_too_many },
	too_big: { short: m.incoming_reason_too_big, long: m.incoming_why_too_big },
	unreadable: { short: m.incoming_reason_unreadable, long: m.incoming_why_unreadable },
	empty: { short: m.incoming_reason_empty, long: m.incoming_why_empty },
	refused: { short: m.incoming_reason_refused, long: m.incoming_why_refused },
	automatic: { short: m.incoming_reason_automatic, long: m.incoming_why_automatic },
	bounce: { short: m.incoming_reason_bounce, long: m.incoming_why_bounce },
	own: { short: m.incoming_reason_own, long: m.incoming_why_own }
};

export const STATES = {
	waiting: { tone: 'caution', says: m.incoming_state_waiting },
	posted: { tone: 'positive', says: m.incoming_state_posted },
	attached: { tone: 'positive', says: m.incoming_state_attached },
	opened: { tone: 'positive', says: m.incoming_state_opened },
	discarded: { tone: 'neutral', says: m.incoming_state_discarded },
	noted: { tone: 'neutral', says: m.incoming_state_noted }
} as const;
