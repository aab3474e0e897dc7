import type { ReferentRole } from '#lib/schemas/referent-roles.ts';
import type { Base } from '#server/platform/context.ts';
import type { Trx } from '#server/platform/db.ts';
import { goOnInParts } from '#server/platform/in-parts.ts';
import { enqueue, enqueueAgain } from '#server/platform/outbox.ts';
import { deleteInParts } from '#server/platform/retention.ts';
import { askForHolder } from '#server/tasks/domain.ts';
import { standingNow } from './holdings.ts';
import { recipients, type MailingRecipient } from './lists.ts';
import { haveOthersStandIn } from './standing-in.ts';
import * as store from './store.ts';

const LEFT_OUT_AT_ONCE = 1000;
const ASKED_AT_ONCE = 100;

/** Hands the next mails of running mailings to the outbox, at each one's rate. To be called as often as one likes. */
export const sendRunning = (base: Base): Promise<void> =>
	// Asked afterwards: one that has just ended is not looked at again.
	store.sendDue(base, sendSome, (id) => askForHolders(base, id));

/** Who is next and their mails are one transaction: no stop can send one twice, nor lose one. */
async function sendSome(ctx: Base & { db: Trx }, mailing: store.Mailing, now: string): Promise<number> {
	const { id } = mailing;
	if (mailing.cancelledAt) {
		const queued = await recipients.anyQueued(ctx.db, id);
		const left = await store.leaveOut(ctx.db, id, LEFT_OUT_AT_ONCE);
		// What was under way when it was cancelled may have been put off by hours since.
		const hurried = queued && (await store.hurryQueued(ctx.db, id, now));
		if (left === LEFT_OUT_AT_ONCE || hurried) ctx.wake();
		else if (!queued) await store.update(ctx.db, id, { endedAt: now });
		return 0;
	}
	const { count, nextAt, ended } = await recipients.handOut(ctx.db, now, mailing, (person) => send(ctx, person));
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
