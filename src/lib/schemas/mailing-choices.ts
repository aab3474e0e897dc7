import { REFERENT_ROLES } from './referent-roles.ts';

/** Mails an hour: a warning of an outage must reach thousands within the hour. */
export const MAILING_RATE_MAX = 60_000;
export const MAILING_RATE_DEFAULT = 3000;
export const MAILING_SUBJECT_MAX = 150;
/** How many people, as somebody types it once more. */
export const MAILING_COUNT_MAX = 12;

/** What a mailing is about, which says whom it goes to; an information goes to the roles staff choose. */
export const MAILING_KINDS = ['invoice', 'outage', 'incident', 'information'] as const;
export type MailingKind = (typeof MAILING_KINDS)[number];

/** Whom a mailing may go to in a structure. */
export const AUDIENCES = [...REFERENT_ROLES, 'administrator'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Whom a kind goes to; nobody is said of an information. */
export const AUDIENCE_OF = {
	invoice: 'accounting',
	outage: 'technical',
	incident: 'dpo',
	information: null
} as const satisfies Record<MailingKind, Audience | null>;

/** Which structures a mailing is about to begin with. */
export const MAILING_BEGINNINGS = ['all', 'products', 'none'] as const;

export const MAILING_STATES = ['to_send', 'queued', 'sent', 'failed', 'left_out'] as const;
export type MailingState = (typeof MAILING_STATES)[number];

/** What a list of recipients may be narrowed to. */
export const MAILING_FILTERS = ['all', ...MAILING_STATES] as const;
export type MailingFilter = (typeof MAILING_FILTERS)[number];

/** Why an address is not written to. */
export const MAILING_REASONS = ['planned', 'access', 'invalid', 'changed', 'cancelled'] as const;
export type MailingReason = (typeof MAILING_REASONS)[number];

/** How a mailing reaches a structure: a holder, an administrator in place of one, or nobody, all mails being given up included. */
export const OUTCOMES = ['reached', 'stood_in', 'unreached'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Which structures a list shows. */
export const STRUCTURES_SHOWN = ['all', 'chosen', 'stood_in', 'unreached'] as const;
