import type { ReferentRole } from './referent-roles.ts';

/** What a document is. Invoices have readers of their own; for the others staff choose. */
export const DOCUMENT_KINDS = ['invoice', 'contract', 'certificate', 'other'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Who of a structure sees a document: everybody active in it, its administrators, or they and the holders of some roles. */
export const SEEN_BY = ['everybody', 'administrators', 'roles'] as const;
export type SeenBy = (typeof SEEN_BY)[number];

/** The same as it is read back. */
export interface Audience {
	seenBy: SeenBy | 'public';
	roles: ReferentRole[];
}

export const DOCUMENT_TITLE_MAX = 160;
export const DOCUMENT_DESCRIPTION_MAX = 500;
export const DOCUMENT_SEARCH_MAX = 100;
/** How many files are added to a structure at once. */
export const DOCUMENTS_AT_ONCE = 20;
/** How many files wait together to be published. */
export const BATCH_FILES_MAX = 1000;
/** How long they wait, in days. */
export const BATCH_DAYS = 7;

/** What stands in the way of a file of a batch, or became of it. */
export const BATCH_STATES = [
	'ready',
	'no_number',
	'unknown_number',
	'two_numbers',
	'already_there',
	'twice',
	'left_out',
	'published'
] as const;
export type BatchState = (typeof BATCH_STATES)[number];

export const BATCH_FILTERS = ['all', 'ready', 'to_fix', 'left_out', 'published'] as const;
export type BatchFilter = (typeof BATCH_FILTERS)[number];
