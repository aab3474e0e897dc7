import type { ReferentRole } from '#lib/schemas/referent-roles.ts';
import type { Base } from '#server/platform/context.ts';
import { transact, type Trx } from '#server/platform/db.ts';
import { goOnInParts } from '#server/platform/in-parts.ts';
import { enqueue, enqueueAgain } from '#server/platform/outbox.ts';
import { handOut, mostWaiting } from '#server/platform/pace.ts';
import { deleteInParts } from '#server/platform/retention.ts';
import { askForHolder } from '#server/tasks/domain.ts';
import { standingNow } from './holdings.ts';
import { recipients, type MailingRecipient } from './lists.ts';
import { haveOthersStandIn } from './standing-in.ts';
import * as store from './store.ts';

const LEFT_OUT_AT_ONCE = 1000;
const ASKED_AT_ONCE = 100;

/** Hands the next mails of running mailings to the outbox, at each one's rate. To be called as often as one likes. */
export async function sendRunning(base: Base): Promise<void> {
	for (const { id } of await store.due(base.db, base.now())) {
		try {
			const sent = await transact(base, (ctx) => sendSome(ctx, id));
			// Afterwards: it may just have ended, and is not looked at again.
			await askForHolders(base, id);
			if (sent > 0) base.log.info({ mailing: id, sent }, 'mailing goes on');
		} catch (error) {
			// Whatever holds one up, the others go on, and so does all else that time brings.
			base.log.error({ mailing: id, err: error }, 'mailing held up');
		}
	}
}

/** Who is next and their mails are one transaction: no stop can send one twice, nor lose one. */
async function sendSome(ctx: Base & { db: Trx }, id: string): Promise<number> {
	const now = ctx.now();
	const [mailing] = (await store.due(ctx.db, now)).filter((one) => one.id === id);
	// Paused since.
	if (!mailing) return 0;
	const queued = await recipients.anyQueued(ctx.db, id);
	if (mailing.cancelledAt) {
		const left = await store.leaveOut(ctx.db, id, LEFT_OUT_AT_ONCE);
		// What was under way when it was cancelled may have been put off by hours since.
		const hurried = queued && (await store.hurryQueued(ctx.db, id, now));
		if (left === LEFT_OUT_AT_ONCE || hurried) ctx.wake();
		else if (!queued) await store.update(ctx.db, id, { endedAt: now });
		return 0;
	}
	const { count, nextAt, ended } = await handOut(
		now,
		{
			rate: mailing.rate,
			nextAt: mailing.nextAt!,
			waiting: await recipients.waiting(ctx.db, id, mostWaiting(mailing.rate)),
			queued
		},
		{ next: (most) => recipients.next(ctx.db, id, most), send: (person) => send(ctx, person) }
	);
	await store.update(ctx.db, id, { nextAt, ...(ended ? { endedAt: now } : {}) });
	return count;
}

/** Whose mail was given up gets the same one again: it cannot come twice. */
async function send(ctx: Base & { db: Trx }, { id, mailingId, email, outboxId }: MailingRecipient): Promise<void> {
	// Read anew: since the list was made, access may have been cut, or the role taken.
	await haveOthersStandIn(ctx.db, mailingId, email);
	if ((await standingNow(ctx.db, mailingId, email)).length === 0)
		return void (await recipients.update(ctx.db, id, { state: 'left_out', reason: 'changed' }));
	const again = outboxId !== null && (await enqueueAgain(ctx, outboxId));
	await recipients.update(ctx.db, id, {
		state: 'queued',
		outboxId: again ? outboxId : await enqueue(ctx, 'mailing.sent', { recipientId: id }, { bulk: true })
	});
}

/** Asks staff to find who holds the roles that nobody does, or whose holders' mails were given up, part by part. */
export const askForHolders = (ctx: Base, id: string): Promise<void> =>
	goOnInParts(ctx, async (ctx) => {
		const structures = await store.toAskAbout(ctx.db, id, ASKED_AT_ONCE);
		if (structures.length === 0) return false;
		for (const { structureId, missing } of structures)
			for (const role of JSON.parse(missing) as ReferentRole[]) await askForHolder(ctx, { structureId, role });
		const asked = structures.map(({ structureId }) => structureId);
		await store.noteAsked(ctx.db, id, asked, ctx.now());
		return structures.length === ASKED_AT_ONCE;
	});

/** Leaves out all who were not written to, part by part. */
export const leaveOutTheRest = (ctx: Base, id: string): Promise<void> =>
	goOnInParts(ctx, async ({ db }) => (await store.leaveOut(db, id, LEFT_OUT_AT_ONCE)) === LEFT_OUT_AT_ONCE);

/** Forgets whom the mailings wrote to that ended before a moment, and why; how many it was stays. */
export const forgetMailed = async ({ db }: Base, before: string): Promise<number> => {
	await deleteInParts((most) => store.deleteHoldingsOfEnded(db, before, most));
	return deleteInParts((most) => recipients.deleteOfEnded(db, before, most));
};
