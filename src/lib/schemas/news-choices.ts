import { REFERENT_ROLES } from './referent-roles.ts';

export const NEWS_TITLE_MAX = 150;
export const NEWS_BODY_MAX = 20_000;
/** What a picture shows is said in a sentence or two. */
export const NEWS_ALTERNATIVE_MAX = 300;

/** `public` shows on the sign-in page and inside the portal, `members` inside the portal only. */
export const NEWS_AUDIENCES = ['members', 'public'] as const;
export type NewsAudience = (typeof NEWS_AUDIENCES)[number];

/** Whose news an item inside the portal may be: who holds one of the roles chosen. */
export const NEWS_ROLES = ['administrator', ...REFERENT_ROLES] as const;
export type NewsRole = (typeof NEWS_ROLES)[number];

export const NEWS_STATES = ['online', 'scheduled', 'draft', 'ended'] as const;
export type NewsState = (typeof NEWS_STATES)[number];

export const READER_FILTERS = ['waiting', 'done', 'all'] as const;
export type ReaderFilter = (typeof READER_FILTERS)[number];

/** What the editor's buttons do. */
export const NEWS_ACTS = ['save', 'preview', 'publish'] as const;
