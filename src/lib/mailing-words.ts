import { m } from '#lib/paraglide/messages.js';
import type { Audience, MailingReason, MailingState } from '#lib/schemas/mailing-choices.ts';

/** Why there is nobody to write to. */
export const nobodyToMailWords = ({ structures, listing }: { structures: number; listing: boolean }): string =>
	listing ? m.campaigns_still_listing() : structures === 0 ? m.mailings_nobody() : m.mailings_nobody_in_them();

/** Where somebody of a mailing stands. */
export const MAILING_STATE_WORDS: Record<MailingState, () => string> = {
	to_send: m.campaigns_state_to_send,
	queued: m.mailings_state_queued,
	sent: m.mailings_state_sent,
	failed: m.campaigns_state_failed,
	left_out: m.campaigns_state_left_out
};

const REASON_WORDS: Record<MailingReason, () => string> = {
	planned: m.mailings_reason_planned,
	access: m.mailings_reason_access,
	invalid: m.mailings_reason_invalid,
	changed: m.mailings_reason_changed,
	cancelled: m.mailings_reason_cancelled
};
/** Why somebody is not written to. */
export const mailingReasonWords = (reason: MailingReason): string => REASON_WORDS[reason]();

const AUDIENCE_WORDS: Record<Audience, () => string> = {
	accounting: m.mailings_role_accounting,
	technical: m.mailings_role_technical,
	dpo: m.mailings_role_dpo,
	administrator: m.mailings_role_administrator
};
const STOOD_IN_WORDS: Record<Audience, () => string> = {
	accounting: m.mailings_no_accounting,
	technical: m.mailings_no_technical,
	dpo: m.mailings_no_dpo,
	administrator: m.mailings_role_administrator
};
/** What somebody is written to as. */
export const audienceWords = ({ role, standsIn }: { role: Audience; standsIn: boolean }): string =>
	(standsIn ? STOOD_IN_WORDS : AUDIENCE_WORDS)[role]();
