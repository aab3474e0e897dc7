import { EMAIL_MAX } from './person-limits.ts';

/** Mails an hour, of campaigns and mailings alike. */
export const RATE_MIN = 10;
/** An address may be typed whole. */
export const RECIPIENT_SEARCH_MAX = EMAIL_MAX;
