import { setImmediate as letOthersPass } from 'node:timers/promises';
import type { Base } from '#server/platform/context.ts';
import type { Trx } from '#server/platform/db.ts';
import { deleteInParts } from '#server/platform/retention.ts';
import { activationRecipient } from '#server/accounts/domain.ts';
import { enqueue } from '#server/platform/outbox.ts';
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
	await store.sendDue(base, sendSome);
}

/** Who is next and their mails are one transaction: no stop can send one twice, nor lose one. */
async function sendSome(ctx: Base & { db: Trx }, campaign: store.Campaign, now: string): Promise<number> {
	const { count, nextAt, ended } = await recipients.handOut(ctx.db, now, campaign, (person) => send(ctx, person));
	await store.update(ctx.db, campaign.id, { nextAt, ...(ended ? { endedAt: now } : {}) });
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
