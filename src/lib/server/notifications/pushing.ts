import type { Base } from '#server/platform/context.ts';
import { insist, type Trx } from '#server/platform/db.ts';
import { after } from '#server/platform/limits.ts';
import type { Delivery } from '#server/platform/outbox.ts';
import type { PushIdentity, PushOffice, PushRefusal } from '#server/platform/push-office.ts';
import { isPushService } from '#server/platform/push-services.ts';
import { pushKeys } from './push-keys.ts';
import * as store from './push-store.ts';
import { pushContent, topicOf, type PushContent } from './push-words.ts';

/** Devices told together. */
const AT_ONCE = 8;
/** Seconds before the next try. Then it is given up: what waits for it is a mail. */
const PAUSES = [15, 60, 180];

/** What became of one try. */
type Outcome = 'delivered' | 'dropped' | 'gone' | { again: string };

/** Tells the devices that are to be told now, once through. Where none of somebody's could be reached, their mail goes at once. */
export async function deliverPushes(ctx: Base, delivery: Delivery, stopped: () => boolean): Promise<void> {
	const { push: office } = delivery;
	if (!office) return;
	for (;;) {
		const due = await store.due(ctx.db, ctx.now(), AT_ONCE).execute();
		if (due.length > 0) {
			const as = await identity(ctx, delivery);
			const outcomes = await Promise.all(due.map((one) => attempt(ctx, delivery, office, as, one)));
			await insist(ctx, async (ctx) => {
				for (const [index, one] of due.entries()) await note(ctx, one, outcomes[index]!);
			});
			for (const one of due) unnoted.get(office)?.delete(keyOf(one));
		}
		await settleWorked(ctx);
		if (due.length < AT_ONCE || stopped()) return;
	}
}

async function identity(ctx: Base, { sender }: Delivery): Promise<PushIdentity> {
	const { publicKey, privateKey } = await pushKeys(ctx);
	return { publicKey, privateKey, subject: `mailto:${(await sender(ctx.db)).email}` };
}

/** Told while the note of it could not be written, as on a full disk: not told again. */
const unnoted = new WeakMap<PushOffice, Set<string>>();
const keyOf = ({ id, subscriptionId }: store.Due): string => `${id} ${subscriptionId}`;

async function attempt(
	ctx: Base,
	{ kinds }: Delivery,
	office: PushOffice,
	as: PushIdentity,
	due: store.Due
): Promise<Outcome> {
	if (unnoted.get(office)?.has(keyOf(due))) return 'delivered';
	if (due.readAt !== null || due.endsAt <= ctx.now() || !isPushService(due.endpoint, ctx.settings.pushServices))
		return 'dropped';
	try {
		const content = await pushContent(ctx, kinds, due);
		if (!content) return 'dropped';
		await office.send(due, pushedOf(ctx, due, content), as);
	} catch (error) {
		return failed(ctx, due, error as Partial<PushRefusal> & { code?: string });
	}
	unnoted.set(office, (unnoted.get(office) ?? new Set()).add(keyOf(due)));
	return 'delivered';
}

const pushedOf = (ctx: Base, { endsAt, bulk }: store.Due, content: PushContent) => ({
	payload: JSON.stringify(content),
	// Kept for a device that is off no longer than until the mail leaves: it must not tell the same after it.
	ttl: Math.max(1, Math.floor((Date.parse(endsAt) - Date.parse(ctx.now())) / 1000)),
	topic: topicOf(content.tag),
	urgency: bulk === 1 ? ('normal' as const) : ('high' as const)
});

/** RFC 8030: 404 and 410 say that the device is no more; 429 and 5xx, or no answer, to come back later; anything else that it will never do. */
function failed(ctx: Base, due: store.Due, error: Partial<PushRefusal> & { code?: string }): Outcome {
	const { statusCode, retryAfter = 0, code } = error;
	const isOver = statusCode !== undefined && statusCode < 500 && statusCode !== 429;
	const pause = PAUSES[due.attempts];
	const again = pause === undefined ? null : after(ctx.now(), Math.max(pause, retryAfter));
	const gone = statusCode === 404 || statusCode === 410;
	const tried = !isOver && again !== null && again < due.endsAt;
	ctx.log.warn(
		{ push: due.id, kind: due.kind, status: statusCode ?? code ?? null, again: tried },
		'push not delivered'
	);
	return gone ? 'gone' : tried ? { again } : 'dropped';
}

async function note({ db, now }: Base & { db: Trx }, due: store.Due, outcome: Outcome): Promise<void> {
	if (outcome === 'delivered') await store.noteDelivered(db, due, now());
	else if (outcome === 'gone') await store.removeSubscription(db, due.subscriptionId);
	else if (outcome === 'dropped') await store.removePush(db, due);
	else await store.tryAgain(db, due, outcome.again);
}

const SETTLED_AT_ONCE = 200;

async function settleWorked(ctx: Base): Promise<void> {
	const worked = await store.worked(ctx.db, ctx.now(), SETTLED_AT_ONCE).execute();
	if (worked.length === 0) return;
	const hastened = await insist(ctx, async ({ db, now }) => {
		let any = false;
		for (const { id, outboxId, recipient, deliveredAt } of worked) {
			await store.settle(db, id, now());
			if (deliveredAt === null && outboxId !== null)
				any = (await store.hastenMail(db, outboxId, recipient, now())) || any;
		}
		return any;
	});
	if (hastened) ctx.wake();
}
