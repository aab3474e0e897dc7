/** What people choose to be told of, each by mail, by the bell, or not at all. */
export const NEWS = ['receipt', 'opened', 'answer', 'status', 'colleague', 'validation', 'document'] as const;
export type NewsEvent = (typeof NEWS)[number];

/**
 * Without a choice of one's own. A receipt is a mail or nothing: whoever wrote needs no bell for it. So is a document: its
 * page is where it stays.
 */
export const NEWS_BY_DEFAULT: Record<NewsEvent, { mail: boolean; bell: boolean }> = {
	receipt: { mail: true, bell: false },
	opened: { mail: true, bell: true },
	answer: { mail: true, bell: true },
	status: { mail: true, bell: true },
	colleague: { mail: false, bell: true },
	validation: { mail: true, bell: true },
	document: { mail: true, bell: false }
};
