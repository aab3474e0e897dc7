import type { Base } from './context.ts';
import type { Db, Trx } from './db.ts';
import { newId } from './ids.ts';
import type { MailContent, PostOffice, Sender } from './mail.ts';
import { CAUSES_AT_ONCE, expandDue } from './outbox-causes.ts';
import { deliver, noteWhatLeft, notingTogether } from './outbox-mail.ts';
import { noteOutage, noteReached } from './outbox-outage.ts';
import type { PushOffice } from './push-office.ts';

/** Every cause that people may be told of, with its payload. Modules add theirs in their `mails.ts`. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface Events {}

export type EventKind = keyof Events & string;

export interface Recipient {
	email: string;
	locale: 'fr' | 'en';
	/** The account behind the address, where there is one. */
	accountId?: string | undefined;
	/** What in the cause is theirs to be told, as the kind wrote it: known still when they no longer stand for it. */
	about?: readonly string[] | undefined;
}

/** How one kind of cause becomes mails. */
export interface MailKind<E> {
	/** Who is to be told, worked out once, after the cause was committed, in the transaction that writes their mails. */
	recipients(ctx: Base & { db: Trx }, event: E): Promise<Recipient[]>;
	/** The mail for one of them, composed when it is sent (links are made here, so their secrets are never stored); null when it has become pointless. */
	compose(ctx: Base, event: E, recipient: Recipient): Promise<MailContent | null>;
	/** Said to that very address, such as an invitation or a proof: not to the one its login may have by then. */
	forAddress?: true;
}

export type MailKinds = { [K in EventKind]: MailKind<Events[K]> };

/**
 * Notes a cause, in the transaction that makes it true: told if and only if it happened. Returns its id. `bulk` for what
 * is sent to many: it waits behind what one person waits for. A cause that is noted under an `id` of its own is noted once.
 */
export async function enqueue<K extends EventKind>(
	ctx: { db: Trx; now(): string; wake(): void },
	kind: K,
	event: Events[K],
	{ bulk = false, id = newId() }: { bulk?: boolean; id?: string } = {}
): Promise<string> {
	const now = ctx.now();
	await ctx.db
		.insertInto('outbox')
		.values({
			id,
			kind,
			payload: JSON.stringify(event),
			createdAt: now,
			dueAt: now,
			attempts: 0,
			expandedAt: null,
			lastError: null,
			bulk: bulk ? 1 : 0
		})
		.onConflict((c) => c.doNothing())
		.execute();
	ctx.wake();
	return id;
}

/**
 * Has the mails of a cause tried once more that were given up: the same mails under the same Message-IDs, so that none can
 * come twice. Returns whether there were any.
 */
export async function enqueueAgain(ctx: { db: Trx; now(): string; wake(): void }, outboxId: string): Promise<boolean> {
	const { numUpdatedRows } = await ctx.db
		.updateTable('mail')
		.set({ dueAt: ctx.now(), attempts: 0, settledAt: null, failedAt: null, setAsideAt: null, lastError: null })
		.where('outboxId', '=', outboxId)
		.where('failedAt', 'is not', null)
		.executeTakeFirstOrThrow();
	ctx.wake();
	return numUpdatedRows > 0n;
}

interface Cause {
	id: string;
	kind: string;
	payload: unknown;
}

/** Somebody whose mail is to wait until then; at once where it is not said. */
export type Held = Recipient & { dueAt?: string };

/** How people are told of news otherwise than by mail, and whether by mail at all. */
export interface News {
	/** Told of the recipients of a cause, in the transaction that writes their mails; returns those who want one. */
	tell(ctx: Base & { db: Trx }, cause: Cause & { bulk: number }, recipients: Recipient[]): Promise<Held[]>;
	/** Whether one of them still wants the mail, when it is about to leave. */
	wants(ctx: Base, cause: Cause, recipient: Recipient): Promise<boolean>;
	/** Whether people choose about this kind of cause. */
	isChosen(kind: string): boolean;
	/** Tells people's devices what is to be told now. */
	push(ctx: Base, delivery: Delivery, stopped: () => boolean): Promise<void>;
}

export interface Delivery {
	kinds: MailKinds;
	news?: News;
	post: PostOffice;
	push?: PushOffice;
	sender(db: Db | Trx): Promise<Sender>;
	/** The address an account has now; undefined where there is no such account. Without it, mails go where they were written to. */
	addressOf?(db: Db | Trx, accountId: string): Promise<string | undefined>;
}

/** Mails taken up together. */
const AT_ONCE = 20;

/** What is sent: what one person waits for, or what is sent to many. */
export type Share = 'urgent' | 'bulk';

interface Round {
	/** One of the two; both, the urgent first, where it is not said. */
	share?: Share;
	/** Whether to begin no further mail. */
	stopped?: () => boolean;
}

interface Outcome {
	sent: number;
	failed: number;
	/** The mail server could not be reached last: whatever is left waits for the next round. */
	cutOff: boolean;
}

/** Sends all that is due, once through. Returns how many mails left and how many were given up. Never throws for one bad mail. */
export async function deliverDue(ctx: Base, delivery: Delivery, { share, stopped = () => false }: Round = {}) {
	const total = { sent: 0, failed: 0 };
	for (const one of share ? [share] : (['urgent', 'bulk'] as const)) {
		const { sent, failed } = await deliverShare(ctx, delivery, one, stopped);
		total.sent += sent;
		total.failed += failed;
	}
	return total;
}

/** One lost connection may be about that mail; after so many in a row it is the server. */
const CUT_OFF_AFTER = 2;

/**
 * One of the two shares, once through. A server that cannot be reached ends the round: the others of a thousand mails would
 * fail the same way one after the other. Throws where what becomes of mails cannot be written down.
 */
export async function deliverShare(
	ctx: Base,
	delivery: Delivery,
	share: Share,
	stopped: () => boolean
): Promise<Outcome> {
	await noteWhatLeft(ctx, delivery.post);
	while (!stopped() && (await expandDue(ctx, delivery, share)) === CAUSES_AT_ONCE);
	const total = { sent: 0, failed: 0 };
	let cutOffs = 0;
	let answered = false;
	let outage: string | undefined;
	const ends = () => cutOffs >= CUT_OFF_AFTER || stopped();
	const lanes = share === 'bulk' ? (delivery.post.atOnce ?? 1) : 1;
	const noteDown = notingTogether(ctx);
	for (;;) {
		const due = await dueMails(ctx, share);
		await eachInLanes(due, lanes, async (mail) => {
			if (ends()) return;
			const outcome = await deliver(ctx, delivery, mail, noteDown);
			if (outcome === 'lost') cutOffs++;
			else if (outcome !== null && typeof outcome === 'object') {
				cutOffs++;
				outage = outcome.unreachable;
			} else {
				cutOffs = 0;
				answered ||= outcome !== null;
			}
			if (outcome === 'sent' || outcome === 'failed') total[outcome]++;
		});
		if (due.length < AT_ONCE || ends()) break;
	}
	if (answered) await noteReached(ctx);
	else if (cutOffs > 0 && outage !== undefined) await noteOutage(ctx, outage);
	return { ...total, cutOff: cutOffs > 0 };
}

const dueMails = (ctx: Base, share: Share) =>
	ctx.db
		.selectFrom('mail')
		.innerJoin('outbox', 'outbox.id', 'mail.outboxId')
		.select([
			'mail.id',
			'mail.outboxId',
			'mail.kind',
			'mail.payload',
			'mail.messageId',
			'mail.attempts',
			'mail.recipient',
			'mail.bulk',
			'outbox.payload as event'
		])
		.where('mail.settledAt', 'is', null)
		.where('mail.bulk', '=', share === 'bulk' ? 1 : 0)
		.where('mail.dueAt', '<=', ctx.now())
		.orderBy('mail.dueAt')
		.limit(AT_ONCE)
		.execute();

/** Works through a list in its order, so many at a time. Where one throws, no other is begun, and those under way come to their end. */
async function eachInLanes<T>(all: readonly T[], lanes: number, work: (one: T) => Promise<void>): Promise<void> {
	const left = all.values();
	let broken = false;
	const lane = async () => {
		for (const one of left) {
			if (broken) return;
			await work(one).catch((error: unknown) => {
				broken = true;
				throw error;
			});
		}
	};
	const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
	const thrown = ended.find(({ status }) => status === 'rejected');
	if (thrown) throw (thrown as PromiseRejectedResult).reason;
}
