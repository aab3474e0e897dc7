import { setImmediate as letOthersPass } from 'node:timers/promises';
import type { Base } from '#server/platform/context.ts';
import { transact, type Trx } from '#server/platform/db.ts';
import { deleteInParts } from '#server/platform/retention.ts';
import { activationRecipient } from '#server/accounts/domain.ts';
import { after } from '#server/platform/limits.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { goOnListing } from './listing.ts';
import * as store from './store.ts';

/** What a stop of the portal, or a slow round, may make good: the rate is never a flood afterwards. */
const MADE_GOOD_SECONDS = 60;
/** Mails that cannot leave pile up for so long at most: then the campaign waits for the mail server. */
const MOST_WAITING_SECONDS = 300;
const LEAST_WAITING = 5;
const AT_ONCE = 200;
/** A look again at what cannot go on now. */
const LOOK_AGAIN_SECONDS = 30;
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
	const seconds = 3600 / campaign.rate;
	const from = [campaign.nextAt!, after(now, -MADE_GOOD_SECONDS)].sort().at(-1)!;
	const allowed = Math.floor((Date.parse(now) - Date.parse(from)) / 1000 / seconds) + 1;
	const waiting = await store.countIn(ctx.db, id, 'queued');
	const room = mostWaiting(campaign.rate) - waiting;
	const most = Math.min(allowed, room, AT_ONCE);
	const people = most > 0 ? await store.next(ctx.db, id, most) : [];
	for (const person of people) await send(ctx, person);
	const left = people.length === most && most > 0;
	const nextAt = left ? after(from, people.length * seconds) : after(now, LOOK_AGAIN_SECONDS);
	const ended = room > 0 && waiting === 0 && people.length === 0;
	await store.update(ctx.db, id, { nextAt, ...(ended ? { endedAt: now } : {}) });
	return people.length;
}

/** Forgets whom the campaigns wrote to that ended before a moment; how many came, and when, stays. */
export const forgetRecipients = ({ db }: Base, before: string): Promise<number> =>
	deleteInParts((most) => store.deleteRecipientsOfEnded(db, before, most));

/** How many mails of a campaign may be on their way at a time. */
export const mostWaiting = (rate: number): number =>
	Math.max(LEAST_WAITING, Math.ceil((rate * MOST_WAITING_SECONDS) / 3600));

async function send(ctx: Base & { db: Trx }, { id, email }: store.CampaignRecipient): Promise<void> {
	// Read anew: since the list was made, the person may have come, or have been shut out.
	if (!(await activationRecipient(ctx.db, email)))
		return void (await store.updateRecipient(ctx.db, id, { state: 'left_out', reason: 'changed' }));
	const outboxId = await enqueue(ctx, 'campaign.invited', { recipientId: id });
	await store.updateRecipient(ctx.db, id, { state: 'queued', outboxId });
}
