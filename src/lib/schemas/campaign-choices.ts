/** Mails an hour: slow enough to be felt as gradual, and below what a mail server of one's own takes for a flood. */
export const RATE_MAX = 3600;
export const RATE_DEFAULT = 300;
export const CAMPAIGN_NAME_MAX = 80;
export const RESEND_DAYS_MIN = 1;
export const RESEND_DAYS_MAX = 90;
export const RESEND_DAYS_DEFAULT = 7;

/** Whom a campaign is about to begin with. */
export const BEGINNINGS = ['unreached', 'all', 'none'] as const;

/** Where somebody stands, as it is shown. */
const SHOWN_STATES = ['to_send', 'sent', 'opened', 'activated', 'expired', 'failed', 'left_out'] as const;
/** `queued` has its mail in the outbox and shows as still to be sent. */
export type RecipientState = (typeof SHOWN_STATES)[number] | 'queued';

/** What a list of people may be narrowed to. */
export const RECIPIENT_FILTERS = ['all', ...SHOWN_STATES] as const;
export type RecipientFilter = (typeof RECIPIENT_FILTERS)[number];

/** Why somebody of the chosen structures is not written to. */
export const REASONS = [
	'invalid',
	'staff',
	'came',
	'written',
	'invited',
	'not_invited',
	'kept_out',
	'removed',
	'changed'
] as const;
export type Reason = (typeof REASONS)[number];
