import { m } from '#lib/paraglide/messages.js';
import type { Reason, RecipientState } from '#lib/schemas/campaign-choices.ts';

/** Why there is nobody to write to. */
export const nobodyWords = ({ structures, listing }: { structures: number; listing: boolean }): string =>
	listing ? m.campaigns_still_listing() : structures === 0 ? m.campaigns_nobody() : m.campaigns_nobody_in_them();

/** Where somebody of a campaign stands; what waits in the outbox is still to be sent. */
export const STATE_WORDS: Record<RecipientState, () => string> = {
	to_send: m.campaigns_state_to_send,
	queued: m.campaigns_state_to_send,
	sent: m.campaigns_state_sent,
	opened: m.campaigns_state_opened,
	activated: m.campaigns_state_activated,
	expired: m.campaigns_state_expired,
	failed: m.campaigns_state_failed,
	left_out: m.campaigns_state_left_out
};

const REASON_WORDS: Record<Reason, () => string> = {
	invalid: m.campaigns_reason_invalid,
	staff: m.campaigns_reason_staff,
	came: m.campaigns_reason_came,
	written: m.campaigns_reason_written,
	invited: m.campaigns_reason_invited,
	not_invited: m.campaigns_reason_not_invited,
	kept_out: m.campaigns_reason_kept_out,
	removed: m.campaigns_reason_removed,
	changed: m.campaigns_reason_changed
};
/** Why somebody is not written to. */
export const reasonWords = (reason: Reason | ''): string => (reason === '' ? '' : REASON_WORDS[reason]());
