import type { z } from 'zod';
import { nobodyWords } from '#lib/campaign-words.ts';
import { m } from '#lib/paraglide/messages.js';
import type {
	changeCampaignInput,
	createCampaignInput,
	resendInput,
	resendLateInput,
	startCampaignInput
} from '#lib/schemas/campaigns.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { countInParts } from '#server/platform/in-parts.ts';
import { after } from '#server/platform/limits.ts';
import { choose } from './choosing.ts';
import { chosen } from './chosen.ts';
import { emptyList, listPeople } from './listing.ts';
import { recipients } from './recipients.ts';
import * as store from './store.ts';

export { campaignsUnderWay } from './reading.ts';
export { forgetRecipients, sendCampaigns } from './sending.ts';

const DAY_SECONDS = 86_400;
/** Written anew in one statement; between two, everybody else's requests pass. */
const RENEWED_AT_ONCE = 1000;

/** Begins a campaign: a list to look at, nothing leaves before it is started. */
export async function createCampaign(
	ctx: Ctx<'manager'>,
	{ name, beginning, rate }: z.output<typeof createCampaignInput>
): Promise<{ id: string }> {
	const id = newId();
	await transact(ctx, async (ctx) => {
		const createdAt = ctx.now();
		await store.insert(ctx.db, { id, name, rate, createdAt, createdBy: ctx.actor.account.id });
		await recordAudit(ctx, 'campaign.created', id, { name, beginning });
	});
	if (beginning !== 'none') await choose(ctx, { campaign: id, act: `add_${beginning}`, structures: [] });
	return { id };
}

/** Names it, and says how many mails leave an hour; from the next mail on where it runs already. */
export function changeCampaign(
	ctx: Ctx<'manager'>,
	{ campaign: id, name, rate }: z.output<typeof changeCampaignInput>
): Promise<void> {
	return transact(ctx, async (ctx) => {
		const campaign = await campaignOf(ctx.db, id);
		await store.update(ctx.db, id, { name, ...store.atRate(campaign, rate, ctx.now()) });
		await recordAudit(ctx, 'campaign.changed', id, { name, rate });
	});
}

/** A campaign that never started leaves nothing behind. */
export async function discardCampaign(ctx: Ctx<'manager'>, { campaign: id }: { campaign: string }): Promise<void> {
	await transact(ctx, async (ctx) => {
		expectDraft(await campaignOf(ctx.db, id));
		await chosen.removeAll(ctx.db, id);
		await store.update(ctx.db, id, { emptyingAt: ctx.now() });
	});
	await emptyList(ctx, id);
	await transact(ctx, async (ctx) => {
		expectDraft(await campaignOf(ctx.db, id));
		await store.removeDraft(ctx.db, id);
		await recordAudit(ctx, 'campaign.discarded', id);
	});
}

/**
 * From now on its mails leave, little by little. `seen` is how many people the page said it would be: where the list has
 * changed meanwhile, it is to be looked at again.
 */
export async function startCampaign(
	ctx: Ctx<'manager'>,
	{ campaign: id, seen }: z.output<typeof startCampaignInput>
): Promise<void> {
	await transact(ctx, async (ctx) => {
		const campaign = await campaignOf(ctx.db, id);
		// Sent twice, it has started all the same.
		if (campaign.startedAt) return;
		const { structures, unlisted } = await chosen.counts(ctx.db, id);
		if (unlisted > 0 || campaign.emptyingAt) throw new AppError('conflict', m.campaigns_still_listing());
		const people = await recipients.countIn(ctx.db, id, 'to_send');
		if (people === 0) throw new AppError('conflict', nobodyWords({ structures, listing: false }));
		if (people !== seen) throw new AppError('conflict', m.campaigns_list_changed());
		const now = ctx.now();
		await store.update(ctx.db, id, { startedAt: now, nextAt: now });
		await recordAudit(ctx, 'campaign.started', id, { people, rate: campaign.rate });
	});
	ctx.wake();
}

/** Nothing more leaves until it is resumed, but what is in the outbox already. */
export function pauseCampaign(ctx: Ctx<'manager'>, { campaign: id }: { campaign: string }): Promise<void> {
	return transact(ctx, async (ctx) => {
		if (await store.pause(ctx, await startedOf(ctx.db, id))) await recordAudit(ctx, 'campaign.paused', id);
	});
}

export async function resumeCampaign(ctx: Ctx<'manager'>, { campaign: id }: { campaign: string }): Promise<void> {
	await transact(ctx, async (ctx) => {
		if (await store.resume(ctx, await startedOf(ctx.db, id))) await recordAudit(ctx, 'campaign.resumed', id);
	});
	ctx.wake();
}

/** Writes once more to some people, such as who is on the phone; whoever has come, or has a mail on its way, is left alone. */
export async function resend(
	ctx: Ctx<'staff'>,
	{ campaign: id, recipients }: z.output<typeof resendInput>
): Promise<{ count: number }> {
	if (recipients.length === 0) throw new AppError('invalid', m.campaigns_resend_none());
	const count = await transact(ctx, async (ctx) => {
		await startedOf(ctx.db, id);
		const count = await store.renew(ctx.db, id, recipients);
		if (count > 0) await sendOn(ctx, id, { count, recipients });
		return count;
	});
	ctx.wake();
	return { count };
}

/** Writes once more to all who did not come within so many days of the last mail. */
export async function resendLate(
	ctx: Ctx<'manager'>,
	{ campaign: id, days }: z.output<typeof resendLateInput>
): Promise<{ count: number }> {
	const before = after(ctx.now(), -days * DAY_SECONDS);
	const count = await countInParts(ctx, RENEWED_AT_ONCE, async (ctx) => {
		await startedOf(ctx.db, id);
		const renewed = await store.renewLate(ctx.db, id, before, RENEWED_AT_ONCE);
		if (renewed > 0) await sendOn(ctx, id, { days, count: renewed });
		return renewed;
	});
	ctx.wake();
	return { count };
}

/** Who was to be written to is to be again. A pause stays one. */
async function sendOn(ctx: Ctx<'staff'> & { db: Trx }, id: string, details: Record<string, unknown>): Promise<void> {
	await store.update(ctx.db, id, { endedAt: null, nextAt: ctx.now() });
	await recordAudit(ctx, 'campaign.resent', id, details);
}

/** Works the list of people out anew: who was added to the structures, or left them, since. */
export async function listAnew(ctx: Ctx<'manager'>, { campaign: id }: { campaign: string }): Promise<void> {
	await transact(ctx, async (ctx) => {
		expectDraft(await campaignOf(ctx.db, id));
		await chosen.unlist(ctx.db, id);
		await store.update(ctx.db, id, { emptyingAt: ctx.now() });
		await recordAudit(ctx, 'campaign.listed_anew', id);
	});
	await listPeople(ctx, id);
}

export async function campaignOf(db: Db | Trx, id: string): Promise<store.Campaign> {
	const campaign = await store.find(db, id);
	if (!campaign) throw new AppError('not_found', m.errors_not_found());
	return campaign;
}

async function startedOf(db: Db | Trx, id: string): Promise<store.Campaign> {
	const campaign = await campaignOf(db, id);
	if (!campaign.startedAt) throw new AppError('conflict', m.campaigns_not_started());
	return campaign;
}

function expectDraft({ startedAt }: store.Campaign): void {
	if (startedAt) throw new AppError('conflict', m.campaigns_has_started());
}
