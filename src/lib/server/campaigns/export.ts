import { stringify } from 'csv-stringify/sync';
import { m } from '#lib/paraglide/messages.js';
import type { Reason, RecipientState } from '#lib/schemas/campaign-choices.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import { named } from './reading.ts';
import * as store from './store.ts';

const AT_ONCE = 1000;

/**
 * The states of all people as a spreadsheet reads them, some at a time; `next` continues. What begins like a formula is
 * made a text (CSV injection, OWASP).
 */
export async function exportRecipients(
	{ db }: Ctx<'staff'>,
	{ campaign: id, after }: { campaign: string; after?: string | undefined }
): Promise<{ name: string; csv: string; next: string | null }> {
	const campaign = await store.find(db, id);
	if (!campaign) throw new AppError('not_found', m.errors_not_found());
	const rows = await store.page(db, id, { filter: 'all', query: '', after }, AT_ONCE);
	const people = await named(db, rows);
	const csv = stringify(
		people.map((person) => [
			person.email,
			person.lastName,
			person.firstName,
			person.structures.map(({ name }) => name).join(', '),
			person.structures.map(({ customerNumber }) => customerNumber).join(', '),
			STATES[person.state](),
			person.reason ? REASONS[person.reason]() : person.failure,
			person.sentAt ?? '',
			person.lastSentAt ?? '',
			person.openedAt ?? '',
			person.activatedAt ?? ''
		]),
		{
			...(after === undefined ? { header: true, bom: true, columns: columns() } : {}),
			delimiter: ';',
			record_delimiter: 'windows',
			escape_formulas: true
		}
	);
	return {
		name: `${m.campaigns_export_file()}-${campaign.createdAt.slice(0, 10)}.csv`,
		csv,
		next: rows.length === AT_ONCE ? rows.at(-1)!.email : null
	};
}

const columns = () => [
	m.campaigns_export_email(),
	m.campaigns_export_last_name(),
	m.campaigns_export_first_name(),
	m.campaigns_structures(),
	m.campaigns_export_numbers(),
	m.campaigns_state(),
	m.campaigns_why(),
	m.campaigns_export_sent(),
	m.campaigns_export_last_sent(),
	m.campaigns_export_opened(),
	m.campaigns_export_activated()
];

const STATES: Record<RecipientState, () => string> = {
	to_send: m.campaigns_state_to_send,
	queued: m.campaigns_state_to_send,
	sent: m.campaigns_state_sent,
	opened: m.campaigns_state_opened,
	activated: m.campaigns_state_activated,
	expired: m.campaigns_state_expired,
	failed: m.campaigns_state_failed,
	left_out: m.campaigns_state_left_out
};

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
