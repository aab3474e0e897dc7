export const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** What the inbox may be narrowed to by status; `to_handle` awaits staff, `open` is whatever is not closed. */
export const INBOX_STATUSES = [
	'to_handle',
	'new',
	'in_progress',
	'waiting',
	'resolved',
	'open',
	'closed',
	'all'
] as const;
export type InboxStatus = (typeof INBOX_STATUSES)[number];

/** `activity` begins with the latest, `waiting` with what has waited longest; the others rank, then begin with the longest wait. */
export const INBOX_SORTS = ['activity', 'waiting', 'priority', 'urgency'] as const;
export type InboxSort = (typeof INBOX_SORTS)[number];

/** Offered ages, in days. */
export const AGES = [1, 3, 7, 14, 30, 90] as const;

export const VIEW_NAME_MAX = 60;
export const TEMPLATE_TITLE_MAX = 80;
export const MOST_VIEWS = 20;

/** In place of a structure: tickets without one. */
export const WITHOUT_STRUCTURE = 'none';

const DEFAULTS: Record<string, string> = { filter: 'to_handle', sort: 'activity' };
/** Everything the address of the inbox may say besides where its page begins, in the order it is written. */
export const INBOX_KEYS = [
	'filter',
	'assignee',
	'structure',
	'category',
	'product',
	'urgency',
	'priority',
	'opened',
	'idle',
	'sort'
] as const;

/** The filters of an address in one way of writing, so that two equal choices are equal texts. Defaults are left out. */
export function inboxQuery(params: URLSearchParams): string {
	const written = new URLSearchParams();
	for (const key of INBOX_KEYS) {
		// A box beside a field has the field's name: what is empty says nothing.
		const value = params
			.getAll(key)
			.findLast((given) => given.trim() !== '')
			?.trim();
		if (value && value !== DEFAULTS[key]) written.set(key, value);
	}
	return written.toString();
}
