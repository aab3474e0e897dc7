import { MAILING_STATE_WORDS } from '#lib/mailing-words.ts';
import { m } from '#lib/paraglide/messages.js';
import type { MailingKind, MailingState } from '#lib/schemas/mailing-choices.ts';

export const MAILING_STATUSES = {
	draft: { tone: 'neutral', says: m.campaigns_status_draft },
	scheduled: { tone: 'info', says: m.mailings_status_scheduled },
	running: { tone: 'accent', says: m.mailings_status_running },
	paused: { tone: 'caution', says: m.mailings_status_paused },
	ended: { tone: 'positive', says: m.mailings_status_ended },
	cancelled: { tone: 'neutral', says: m.mailings_status_cancelled }
} as const;

export const MAILING_STATES = {
	to_send: { tone: 'neutral', says: MAILING_STATE_WORDS.to_send },
	queued: { tone: 'info', says: MAILING_STATE_WORDS.queued },
	sent: { tone: 'positive', says: MAILING_STATE_WORDS.sent },
	failed: { tone: 'danger', says: MAILING_STATE_WORDS.failed },
	left_out: { tone: 'neutral', says: MAILING_STATE_WORDS.left_out }
} as const satisfies Record<MailingState, object>;

export const KINDS = {
	invoice: { says: m.mailings_kind_invoice, hint: m.mailings_kind_invoice_hint },
	outage: { says: m.mailings_kind_outage, hint: m.mailings_kind_outage_hint },
	incident: { says: m.mailings_kind_incident, hint: m.mailings_kind_incident_hint },
	information: { says: m.mailings_kind_information, hint: m.mailings_kind_information_hint }
} as const satisfies Record<MailingKind, object>;
