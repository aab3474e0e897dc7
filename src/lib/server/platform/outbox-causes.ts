import type { Selectable } from 'kysely';
import type { Base } from './context.ts';
import { transact, type Trx } from './db.ts';
import { newId } from './ids.ts';
import { after } from './limits.ts';
import { signedMessageId } from './mail-signature.ts';
import { PAUSES, short } from './outbox-mail.ts';
import type { OutboxTable } from './table.ts';
import type { Delivery, EventKind, Held, MailKind, Share } from './outbox.ts';

/** Causes worked out in one go. */
export const CAUSES_AT_ONCE = 20;

/** Writes the mails of what has happened and is not told yet. Returns how many causes it was. */
export async function expandDue(ctx: Base, delivery: Delivery, share: Share): Promise<number> {
	const due = await ctx.db
		.selectFrom('outbox')
		.selectAll()
		.where('expandedAt', 'is', null)
		.where('bulk', '=', share === 'bulk' ? 1 : 0)
		.where('dueAt', '<=', ctx.now())
		.orderBy('dueAt')
		.limit(CAUSES_AT_ONCE)
		.execute();
	try {
		// Most of the cost is the commit: one for all of them, unless one of them cannot be worked out.
		if (share === 'bulk') await transact(ctx, (ctx) => expandAll(ctx, delivery, due));
		else for (const cause of due) await expandAlone(ctx, delivery, cause);
	} catch {
		for (const cause of due) await expandAlone(ctx, delivery, cause);
	}
	return due.length;
}

type Cause = Selectable<OutboxTable>;

async function expandAll(ctx: Base & { db: Trx }, delivery: Delivery, causes: readonly Cause[]): Promise<void> {
	for (const cause of causes) await expand(ctx, delivery, cause);
}

async function expandAlone(ctx: Base, delivery: Delivery, cause: Cause): Promise<void> {
	try {
		await transact(ctx, (ctx) => expand(ctx, delivery, cause));
	} catch (error) {
		ctx.log.error({ outbox: cause.id, kind: cause.kind, err: error }, 'recipients not worked out');
		const wait = PAUSES[Math.min(cause.attempts, PAUSES.length - 1)]!;
		await ctx.db
			.updateTable('outbox')
			.set({ attempts: cause.attempts + 1, dueAt: after(ctx.now(), wait), lastError: short(error) })
			.where('id', '=', cause.id)
			.execute();
	}
}

async function expand(ctx: Base & { db: Trx }, { kinds, news }: Delivery, cause: Cause): Promise<void> {
	const kind = kinds[cause.kind as EventKind] as MailKind<unknown>;
	const payload = JSON.parse(cause.payload) as unknown;
	const recipients = await kind.recipients(ctx, payload);
	const mailed = news
		? await news.tell(ctx, { id: cause.id, kind: cause.kind, payload, bulk: cause.bulk }, recipients)
		: recipients;
	for (const recipient of mailed) await addMail(ctx, cause, recipient);
	await ctx.db.updateTable('outbox').set({ expandedAt: ctx.now() }).where('id', '=', cause.id).execute();
}

async function addMail(
	ctx: Base & { db: Trx },
	cause: { id: string; kind: string; bulk: number },
	{ dueAt, ...recipient }: Held
): Promise<void> {
	const now = ctx.now();
	const id = newId();
	await ctx.db
		.insertInto('mail')
		.values({
			id,
			outboxId: cause.id,
			recipient: recipient.email,
			kind: cause.kind,
			payload: JSON.stringify(recipient),
			messageId: await signedMessageId(ctx, id, recipient.email),
			subject: null,
			createdAt: now,
			dueAt: dueAt ?? now,
			attempts: 0,
			settledAt: null,
			sentAt: null,
			failedAt: null,
			lastError: null,
			bulk: cause.bulk
		})
		.onConflict((c) => c.columns(['outboxId', 'recipient']).doNothing())
		.execute();
}
