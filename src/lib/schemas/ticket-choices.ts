export const URGENCIES = ['blocking', 'annoying', 'minor'] as const;
export const TICKET_STATUSES = ['new', 'in_progress', 'waiting', 'resolved', 'closed'] as const;
/** What staff may make of a ticket; « new » is only where it begins. */
export const STATUSES_TO_SET = ['in_progress', 'waiting', 'resolved', 'closed'] as const;
export const TICKET_FILTERS = ['open', 'closed', 'all'] as const;
export const INBOX_FILTERS = ['to_handle', 'waiting', 'resolved', 'closed', 'all'] as const;

export type Urgency = (typeof URGENCIES)[number];
export type TicketStatus = (typeof TICKET_STATUSES)[number];

export const SUBJECT_MAX = 160;
export const BODY_MAX = 20_000;
