import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { Reason, RecipientFilter, RecipientState } from '#lib/schemas/campaign-choices.ts';
import type { previewInput, RecipientsInput } from '#lib/schemas/campaigns.ts';
import { activationLetter, activationRecipient } from '#server/accounts/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { shownToStaff, toMessage } from '#server/platform/mail.ts';
import { senderOf } from '#server/vendor/domain.ts';
import { curveOf } from './curve.ts';
import { chosen } from './chosen.ts';
import { recipients, type CampaignRecipient } from './recipients.ts';
import * as store from './store.ts';

const CAMPAIGNS_ON_A_PAGE = 25;
const PEOPLE_ON_A_PAGE = 50;

export type CampaignStatus = 'draft' | 'running' | 'paused' | 'ended';

const statusOf = ({ startedAt, pausedAt, endedAt }: store.Campaign): CampaignStatus =>
	!startedAt ? 'draft' : endedAt ? 'ended' : pausedAt ? 'paused' : 'running';

export async function listCampaigns({ db }: Ctx<'staff'>, { before }: { before?: string | undefined }) {
	const rows = await store.list(db, before, CAMPAIGNS_ON_A_PAGE + 1);
	const campaigns = rows.slice(0, CAMPAIGNS_ON_A_PAGE).map((row) => ({
		id: row.id,
		name: row.name,
		status: statusOf(row),
		createdAt: row.createdAt,
		startedAt: row.startedAt,
		sent: Number(row.sent),
		opened: Number(row.opened),
		activated: Number(row.activated)
	}));
	return { campaigns, next: rows.length > CAMPAIGNS_ON_A_PAGE ? campaigns.at(-1)!.id : null };
}

/** The campaigns that have started and not ended, and what came of them so far. */
export const campaignsUnderWay = async (db: Db | Trx, most: number) =>
	(await store.underWay(db, most).execute()).map((row) => ({
		id: row.id,
		name: row.name,
		status: statusOf(row),
		startedAt: row.startedAt!,
		sent: Number(row.sent),
		activated: Number(row.activated)
	}));

/** A campaign, how its people stand, and how they came over time. */
export async function readCampaign(ctx: Ctx<'staff'>, { campaign: id }: { campaign: string }) {
	const campaign = await campaignOf(ctx.db, id);
	const totals = await totalsOf(ctx.db, id);
	const { structures, unlisted } = await chosen.counts(ctx.db, id);
	const { name, rate, createdAt, startedAt, pausedAt, endedAt } = campaign;
	return {
		id,
		name,
		rate,
		createdAt,
		startedAt,
		pausedAt,
		endedAt,
		status: statusOf(campaign),
		structures,
		/** The list of people is not complete yet. */
		listing: unlisted > 0 || campaign.emptyingAt !== null,
		totals,
		/** All it is about, but whoever is left out. */
		people: Object.values(totals).reduce((sum, count) => sum + count, 0) - totals.left_out,
		reasons: await recipients.reasons<Reason>(ctx.db, id),
		/** The mails it may have on their way cannot leave: it waits for the mail server. */
		held: await recipients.held(ctx.db, campaign),
		days: curveOf(await store.hours(ctx.db, id), ctx.settings.timeZone)
	};
}

/** What waits in the outbox is still to be sent. */
const statesOf = (filter: RecipientFilter): RecipientState[] =>
	filter === 'all' ? [] : filter === 'to_send' ? ['to_send', 'queued'] : [filter];

/** People by address, as they stand. */
export async function listRecipients({ db }: Ctx<'staff'>, { campaign: id, filter, query, after }: RecipientsInput) {
	const campaign = await campaignOf(db, id);
	const asked = { states: statesOf(filter), query: query.toLowerCase(), after };
	const { people, next } = await recipients.page(db, id, asked, PEOPLE_ON_A_PAGE);
	return {
		name: campaign.name,
		status: statusOf(campaign),
		totals: await totalsOf(db, id),
		recipients: await named(db, people),
		next
	};
}

/** With the name and the structures of each. */
export async function named(db: Db | Trx, rows: readonly CampaignRecipient[]) {
	if (rows.length === 0) return [];
	const emails = rows.map(({ email }) => email);
	const contacts = Map.groupBy(await store.contactsUnder(db, emails), ({ email }) => email);
	return rows.map((row) => {
		const of = contacts.get(row.email) ?? [];
		return {
			id: row.id,
			email: row.email,
			state: row.state,
			reason: row.reason,
			failure: row.failure,
			sentAt: row.sentAt,
			lastSentAt: row.lastSentAt,
			openedAt: row.openedAt,
			activatedAt: row.activatedAt,
			firstName: of[0]?.firstName ?? '',
			lastName: of[0]?.lastName ?? '',
			structures: of.map(({ structure, customerNumber }) => ({ name: structure, customerNumber }))
		};
	});
}

/** In place of a link's secret, which is only made when a mail leaves. */
const NO_SECRET = '…';

/** The mail as it will leave for one of the people: the one named, else the first still to be written to. */
export async function previewMail(
	ctx: Ctx<'staff'>,
	{ campaign: id, recipient: named }: z.output<typeof previewInput>
) {
	const campaign = await campaignOf(ctx.db, id);
	const row = named === undefined ? await somebody(ctx.db, id) : await recipients.find(ctx.db, named);
	const recipient = row?.campaignId === id ? await activationRecipient(ctx, row.email) : null;
	if (!recipient) return { name: campaign.name, mail: null };
	const letter = await activationLetter(ctx, recipient, NO_SECRET);
	const envelope = { id: '', origin: ctx.settings.origin, at: ctx.now() };
	const mail = shownToStaff(toMessage(letter, await senderOf(ctx.db, ctx.settings), recipient, envelope));
	return { name: campaign.name, mail };
}

async function somebody(db: Db | Trx, campaignId: string) {
	const first = { states: statesOf('to_send'), query: '', after: undefined };
	return (await recipients.page(db, campaignId, first, 1)).people[0];
}

async function totalsOf(db: Db | Trx, id: string): Promise<Record<RecipientState, number>> {
	const none = { to_send: 0, queued: 0, sent: 0, opened: 0, activated: 0, expired: 0, failed: 0, left_out: 0 };
	return { ...none, ...(await recipients.totals(db, id)) };
}

async function campaignOf(db: Db | Trx, id: string): Promise<store.Campaign> {
	const campaign = await store.find(db, id);
	if (!campaign) throw new AppError('not_found', m.errors_not_found());
	return campaign;
}
