import { reasonWords, STATE_WORDS } from '#lib/campaign-words.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import { spreadsheetPart } from '#server/platform/spreadsheet.ts';
import { dayAt, inSpreadsheet } from '#server/platform/wall-clock.ts';
import { named } from './reading.ts';
import { recipients } from './recipients.ts';
import * as store from './store.ts';

const AT_ONCE = 1000;

/** The states of all people as a spreadsheet reads them, some at a time; `next` continues. */
export async function exportRecipients(
	{ db, settings: { timeZone } }: Ctx<'staff'>,
	{ campaign: id, after }: { campaign: string; after?: string | undefined }
): Promise<{ name: string; csv: string; next: string | null }> {
	const campaign = await store.find(db, id);
	if (!campaign) throw new AppError('not_found', m.errors_not_found());
	const page = await recipients.page(db, id, { states: [], query: '', after }, AT_ONCE);
	const people = await named(db, page.people);
	const csv = spreadsheetPart(
		people.map((person) => [
			person.email,
			person.lastName,
			person.firstName,
			person.structures.map(({ name }) => name).join(', '),
			person.structures.map(({ customerNumber }) => customerNumber).join(', '),
			STATE_WORDS[person.state](),
			person.reason ? reasonWords(person.reason) : person.failure,
			inSpreadsheet(person.sentAt, timeZone),
			inSpreadsheet(person.lastSentAt, timeZone),
			inSpreadsheet(person.openedAt, timeZone),
			inSpreadsheet(person.activatedAt, timeZone)
		]),
		after === undefined ? columns() : null
	);
	return {
		name: `${m.campaigns_export_file()}-${dayAt(campaign.createdAt, timeZone)}.csv`,
		csv,
		next: page.next
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
