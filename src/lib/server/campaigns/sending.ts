import { setImmediate as letOthersPass } from 'node:timers/promises';
import type { Base } from '#server/platform/context.ts';
import { transact, type Trx } from '#server/platform/db.ts';
import { deleteInParts } from '#server/platform/retention.ts';
import { activationRecipient } from '#server/accounts/domain.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { handOut, mostWaiting } from '#server/platform/pace.ts';
import { goOnListing } from './listing.ts';
import * as store from './store.ts';
import { recipients, type CampaignRecipient } from './recipients.ts';

const EXPIRED_AT_ONCE = 500;

/**
 * What running campaigns are due, to be called as often as one likes: hands the next mails to the outbox at each one's
 * rate, and notes whose link has expired. Nothing is kept but in the database: a portal that was stopped goes on.
 */
export async function sendCampaigns(base: Base): Promise<void> {
	await goOnListing(base);
	while ((await store.expire(base.db, base.now(), EXPIRED_AT_ONCE)) === EXPIRED_AT_ONCE) await letOthersPass();
	for (const { id } of await store.due(base.db, base.now())) {
		try {
			const sent = await transact(base, (ctx) => sendSome(ctx, id));
			if (sent > 0) base.log.info({ campaign: id, sent }, 'campaign goes on');
		} catch (error) {
			// Whatever holds one up, the others go on, and so does all else that time brings.
			base.log.error({ campaign: id, err: error }, 'campaign held up');
		}
	}
}

/** Who is next and their mails are one transaction: no stop can send one twice, nor lose one. */
async function sendSome(ctx: Base & { db: Trx }, id: string): Promise<number> {
	const now = ctx.now();
	const [campaign] = (await store.due(ctx.db, now)).filter((one) => one.id === id);
	// Paused since.
	if (!campaign) return 0;
	const { count, nextAt, ended } = await handOut(
		now,
		{
			rate: campaign.rate,
			nextAt: campaign.nextAt!,
			waiting: await recipients.waiting(ctx.db, id, mostWaiting(campaign.rate)),
			queued: await recipients.anyQueued(ctx.db, id)
		},
		{ next: (most) => recipients.next(ctx.db, id, most), send: (person) => send(ctx, person) }
	);
	await store.update(ctx.db, id, { nextAt, ...(ended ? { endedAt: now } : {}) });
	return count;
}

/** Forgets whom the campaigns wrote to that ended before a moment; how many came, and when, stays. */
export const forgetRecipients = ({ db }: Base, before: string): Promise<number> =>
	deleteInParts((most) => recipients.deleteOfEnded(db, before, most));

async function send(ctx: Base & { db: Trx }, { id, email }: CampaignRecipient): Promise<void> {
	// Read anew: since the list was made, the person may have come, or have been shut out.
	if (!(await activationRecipient(ctx, email)))
		return void (await recipients.update(ctx.db, id, { state: 'left_out', reason: 'changed' }));
	const outboxId = await enqueue(ctx, 'campaign.invited', { recipientId: id }, { bulk: true });
	await recipients.update(ctx.db, id, { state: 'queued', outboxId });
}
