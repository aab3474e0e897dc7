import { EMAIL_MAX } from './person-limits.ts';

/** What the list of structures may be narrowed to; `incomplete` lacks a main address, a phone or the holder of a role. */
export const DIRECTORY_FILTERS = ['all', 'without_administrator', 'incomplete', 'pending', 'proposal'] as const;
export type DirectoryFilter = (typeof DIRECTORY_FILTERS)[number];

export const DIRECTORY_SEARCH_MAX = 100;
export const STRUCTURE_NAME_MAX = 160;
export const CUSTOMER_NUMBER_MAX = 40;
/** As long as a mail address may be: one may be typed whole. */
export const MAIL_DOMAIN_MAX = EMAIL_MAX;
