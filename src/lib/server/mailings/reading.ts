import type { z } from 'zod';
import type { MailingReason, MailingState } from '#lib/schemas/mailing-choices.ts';
import type { mailingPreviewInput, mailingRecipientsInput } from '#lib/schemas/mailings.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import { shownToStaff, toMessage } from '#server/platform/mail.ts';
import { choicesOf } from '#server/tickets/domain.ts';
import { senderOf, vendorOf } from '#server/vendor/domain.ts';
import { outcomesOf } from './choosing.ts';
import { mailingOf } from './content.ts';
import { holdingsOf, localeOf, standingNow } from './holdings.ts';
import { languageFor, letterOf, type Reader } from './letter.ts';
import { chosen, recipients, type MailingRecipient } from './lists.ts';
import { sampleReader } from './sample.ts';
import * as store from './store.ts';

const MAILINGS_ON_A_PAGE = 25;
const PEOPLE_ON_A_PAGE = 50;

type MailingStatus = 'draft' | 'scheduled' | 'running' | 'paused' | 'ended' | 'cancelled';

const statusOf = ({ scheduledAt, startedAt, pausedAt, cancelledAt, endedAt }: store.Mailing): MailingStatus => {
	if (!startedAt) return scheduledAt ? 'scheduled' : 'draft';
	return cancelledAt ? 'cancelled' : endedAt ? 'ended' : pausedAt ? 'paused' : 'running';
};

export async function listMailings({ db }: Ctx<'staff'>, { before }: { before?: string | undefined }) {
	const rows = await store.list(db, before, MAILINGS_ON_A_PAGE + 1);
	const mailings = rows.slice(0, MAILINGS_ON_A_PAGE).map((row) => ({
		id: row.id,
		kind: row.kind,
		subject: row.subjectFr,
		status: statusOf(row),
		createdAt: row.createdAt,
		scheduledAt: row.scheduledAt,
		startedAt: row.startedAt,
		people: row.people,
		sent: row.sent
	}));
	return { mailings, next: rows.length > MAILINGS_ON_A_PAGE ? mailings.at(-1)!.id : null };
}

/** The vendor's products, for whoever chooses structures by them. */
export const productsOf = async ({ db }: Ctx<'staff'>) => (await choicesOf(db)).products;

/** A mailing, what it says, whom it reaches, and how its people stand. */
export async function readMailing({ db }: Ctx<'staff'>, { mailing: id }: { mailing: string }) {
	const mailing = await mailingOf(db, id);
	const totals = await totalsOf(db, id);
	const { structures, unlisted } = await chosen.counts(db, id);
	const { emptyingAt, roles: _roles, createdBy: _createdBy, nextAt: _nextAt, ...shown } = mailing;
	return {
		...shown,
		roles: store.rolesOf(mailing),
		status: statusOf(mailing),
		structures,
		outcomes: await outcomesOf(db, id),
		/** The list of people is not complete yet. */
		listing: unlisted > 0 || emptyingAt !== null,
		totals,
		reasons: await recipients.reasons<MailingReason>(db, id),
		/** The mails it may have on their way cannot leave: it waits for the mail server. */
		held: await recipients.held(db, mailing)
	};
}

/** People by address, as they stand, with what each is written to for. */
export async function listMailed(
	{ db }: Ctx<'staff'>,
	{ mailing: id, filter, query, after }: z.output<typeof mailingRecipientsInput>
) {
	const mailing = await mailingOf(db, id);
	const asked = { states: filter === 'all' ? [] : [filter], query: query.toLowerCase(), after };
	const { people, next } = await recipients.page(db, id, asked, PEOPLE_ON_A_PAGE);
	return {
		name: mailing.subjectFr,
		status: statusOf(mailing),
		totals: await totalsOf(db, id),
		recipients: await withHoldings(db, id, people),
		next
	};
}

/** With the structures and roles of each. */
export async function withHoldings(db: Db | Trx, mailingId: string, rows: readonly MailingRecipient[]) {
	const all = await holdingsOf(
		db,
		mailingId,
		rows.map(({ email }) => email)
	);
	const holdings = Map.groupBy(all, ({ email }) => email);
	return rows.map(({ id, email, state, reason, failure, sentAt, messageId }) => ({
		id,
		email,
		state,
		reason,
		failure,
		sentAt,
		messageId,
		holdings: (holdings.get(email) ?? []).map(({ structure, customerNumber, role, standsIn, reason, reached }) => ({
			structure,
			customerNumber,
			role,
			standsIn,
			reason,
			reached
		}))
	}));
}

/** The mail as it will leave for one of the people, the one named or the first; for a person made up where there is none. */
export async function previewMailing(
	ctx: Ctx<'staff'>,
	{ mailing: id, recipient, locale }: z.output<typeof mailingPreviewInput>
) {
	const mailing = await mailingOf(ctx.db, id);
	const reader =
		(recipient && (await readerNamed(ctx.db, id, recipient))) || (await sampleReader(ctx.db, mailing, locale));
	const content = letterOf(mailing, reader, (await vendorOf(ctx.db)).name);
	const envelope = { id: '', origin: ctx.settings.origin, at: ctx.now() };
	const to = { email: reader.email, locale: languageFor(mailing, reader.locale) };
	return {
		name: mailing.subjectFr,
		english: mailing.subjectEn !== '',
		mail: shownToStaff(toMessage(content, await senderOf(ctx.db, ctx.settings), to, envelope))
	};
}

async function readerNamed(db: Db | Trx, mailingId: string, id: number): Promise<(Reader & { email: string }) | null> {
	const row = await recipients.find(db, id);
	if (row?.mailingId !== mailingId) return null;
	const standing = await standingNow(db, mailingId, row.email);
	return standing.length === 0
		? null
		: { ...standing[0]!, email: row.email, locale: await localeOf(db, row.email), standing };
}

async function totalsOf(db: Db | Trx, id: string): Promise<Record<MailingState, number>> {
	return { to_send: 0, queued: 0, sent: 0, failed: 0, left_out: 0, ...(await recipients.totals(db, id)) };
}
