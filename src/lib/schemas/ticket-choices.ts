export const URGENCIES = ['blocking', 'annoying', 'minor'] as const;
export const TICKET_STATUSES = ['new', 'in_progress', 'waiting', 'resolved', 'closed'] as const;
/** Where the next word is the customer's. The index of what awaits somebody names the same two. */
export const CUSTOMERS_TURN = ['waiting', 'resolved'] as const satisfies readonly (typeof TICKET_STATUSES)[number][];
/** What staff may make of a ticket; « new » is only where it begins. */
export const STATUSES_TO_SET = ['in_progress', 'waiting', 'resolved', 'closed'] as const;
export const TICKET_FILTERS = ['open', 'yours', 'closed', 'all'] as const;
/** Whose tickets a customer's list shows. */
export const TICKET_OWNERS = ['all', 'mine', 'colleagues'] as const;
/** What users may do with the tickets of their colleagues. */
export const TICKET_VISIBILITIES = ['none', 'read', 'answer'] as const;

export type Urgency = (typeof URGENCIES)[number];
export type TicketStatus = (typeof TICKET_STATUSES)[number];

export const SUBJECT_MAX = 160;
export const BODY_MAX = 20_000;
export const TICKET_SEARCH_MAX = 200;

/** Requests with a form of their own, by what stands for them in an address. */
export const REQUEST_KINDS = {
	administrator: 'become_administrator',
	'forgotten-email': 'forgotten_email',
	'other-structure': 'other_structure'
} as const;
export type RequestPath = keyof typeof REQUEST_KINDS;
export type RequestKind = (typeof REQUEST_KINDS)[RequestPath];
