/** What people choose to be told of, each in the ways it may come by. */
export const NEWS = [
	'receipt',
	'opened',
	'answer',
	'status',
	'colleague',
	'validation',
	'access',
	'document',
	'reading'
] as const;
export type NewsEvent = (typeof NEWS)[number];

/** A mail, the portal's own bell, and a notification on the devices where it was turned on. */
export const WAYS = ['mail', 'bell', 'push'] as const;
export type NewsWay = (typeof WAYS)[number];

/**
 * In which ways an event comes at all. A receipt is a mail or nothing: whoever wrote needs no bell for it. So is a
 * document: its page is where it stays. A colleague's ticket waits
 * for whoever runs the structure to come by. What becomes of one's own access is mailed whatever one chose.
 */
export const WAYS_OF: Record<NewsEvent, readonly NewsWay[]> = {
	receipt: ['mail'],
	opened: WAYS,
	answer: WAYS,
	status: WAYS,
	colleague: ['bell'],
	validation: WAYS,
	access: ['push'],
	document: ['mail'],
	reading: ['mail', 'push']
};

const wished = (mail: boolean, bell: boolean, push: boolean) => ({ mail, bell, push });

/** Without a choice of one's own. The devices count only for whoever turned them on. */
export const NEWS_BY_DEFAULT: Record<NewsEvent, Record<NewsWay, boolean>> = {
	receipt: wished(true, false, false),
	opened: wished(true, true, true),
	answer: wished(true, true, true),
	status: wished(true, true, true),
	colleague: wished(false, true, false),
	validation: wished(true, true, true),
	access: wished(true, false, true),
	document: wished(true, false, false),
	reading: wished(true, false, true)
};
