import { m } from '#lib/paraglide/messages.js';
import type { Reason, RecipientState } from '#lib/schemas/campaign-choices.ts';

export const STATUSES = {
	draft: { tone: 'neutral', says: m.campaigns_status_draft },
	running: { tone: 'accent', says: m.campaigns_status_running },
	paused: { tone: 'caution', says: m.campaigns_status_paused },
	ended: { tone: 'positive', says: m.campaigns_status_ended }
} as const;

export const STATES = {
	to_send: { tone: 'neutral', says: m.campaigns_state_to_send },
	queued: { tone: 'neutral', says: m.campaigns_state_to_send },
	sent: { tone: 'info', says: m.campaigns_state_sent },
	opened: { tone: 'accent', says: m.campaigns_state_opened },
	activated: { tone: 'positive', says: m.campaigns_state_activated },
	expired: { tone: 'caution', says: m.campaigns_state_expired },
	failed: { tone: 'danger', says: m.campaigns_state_failed },
	left_out: { tone: 'neutral', says: m.campaigns_state_left_out }
} as const satisfies Record<RecipientState, object>;

const REASONS: Record<Reason, () => string> = {
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
export const reasonWords = (reason: Reason | ''): string => (reason === '' ? '' : REASONS[reason]());
