import { m } from '#lib/paraglide/messages.js';
import { STATE_WORDS } from '#lib/campaign-words.ts';
import type { RecipientState } from '#lib/schemas/campaign-choices.ts';

export const STATUSES = {
	draft: { tone: 'neutral', says: m.campaigns_status_draft },
	running: { tone: 'accent', says: m.campaigns_status_running },
	paused: { tone: 'caution', says: m.campaigns_status_paused },
	ended: { tone: 'positive', says: m.campaigns_status_ended }
} as const;

export const STATES = {
	to_send: { tone: 'neutral', says: STATE_WORDS.to_send },
	queued: { tone: 'neutral', says: STATE_WORDS.queued },
	sent: { tone: 'info', says: STATE_WORDS.sent },
	opened: { tone: 'accent', says: STATE_WORDS.opened },
	activated: { tone: 'positive', says: STATE_WORDS.activated },
	expired: { tone: 'caution', says: STATE_WORDS.expired },
	failed: { tone: 'danger', says: STATE_WORDS.failed },
	left_out: { tone: 'neutral', says: STATE_WORDS.left_out }
} as const satisfies Record<RecipientState, object>;
