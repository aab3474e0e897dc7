import { z } from 'zod';

export const MAIL_STATES = ['all', 'waiting', 'sent', 'failed'] as const;
export type MailState = (typeof MAIL_STATES)[number];

export const listMailsInput = z.object({
	state: z.enum(MAIL_STATES).default('all'),
	/** Continues after this mail, as the page before ended. */
	before: z.string().max(64).optional()
});
export type ListMailsInput = z.output<typeof listMailsInput>;

export const retryMailInput = z.object({ id: z.string().max(64) });
/** All that were given up where none is named. */
export const setAsideInput = z.object({ id: z.string().max(64).optional() });
export type SetAsideInput = z.output<typeof setAsideInput>;
