import { m } from '#lib/paraglide/messages.js';
import { audienceWords, mailingReasonWords, MAILING_STATE_WORDS } from '#lib/mailing-words.ts';
import type { Ctx } from '#server/platform/context.ts';
import { spreadsheetPart } from '#server/platform/spreadsheet.ts';
import { dayAt, inSpreadsheet } from '#server/platform/wall-clock.ts';
import { mailingOf } from './content.ts';
import { recipients } from './lists.ts';
import { withHoldings } from './reading.ts';

const AT_ONCE = 1000;

/**
 * What became of each mail, as a spreadsheet reads it, some at a time; `next` continues. « Envoyé » is said of what the
 * receiving server has taken, and of nothing else; the last column names the structures that nobody got it for.
 */
export async function exportMailing(
	{ db, settings: { timeZone } }: Ctx<'staff'>,
	{ mailing: id, after }: { mailing: string; after?: string | undefined }
): Promise<{ name: string; csv: string; next: string | null }> {
	const mailing = await mailingOf(db, id);
	const { people, next } = await recipients.page(db, id, { states: [], query: '', after }, AT_ONCE);
	const csv = spreadsheetPart(
		(await withHoldings(db, id, people)).map((person) => [
			person.email,
			person.holdings.map(({ structure }) => structure).join(', '),
			person.holdings.map(({ customerNumber }) => customerNumber).join(', '),
			[...new Set(person.holdings.map((held) => audienceWords(held)))].join(', '),
			MAILING_STATE_WORDS[person.state](),
			inSpreadsheet(person.sentAt, timeZone),
			person.messageId ?? '',
			person.reason ? mailingReasonWords(person.reason) : person.failure,
			person.holdings.flatMap(({ structure, reached }) => (reached ? [] : [structure])).join(', ')
		]),
		after === undefined ? columns() : null
	);
	return {
		name: `${m.mailings_export_file()}-${dayAt(mailing.startedAt ?? mailing.createdAt, timeZone)}.csv`,
		csv,
		next
	};
}

const columns = () => [
	m.campaigns_export_email(),
	m.campaigns_structures(),
	m.campaigns_export_numbers(),
	m.mailings_role(),
	m.campaigns_state(),
	m.mailings_export_sent(),
	m.mailings_export_message_id(),
	m.campaigns_why(),
	m.mailings_export_unreached()
];
