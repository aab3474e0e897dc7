import type { Base } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { after } from '#server/platform/limits.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { limitsOf } from '#server/platform/stored-limits.ts';
import { DAY_SECONDS, LEFT_AFTER_REMINDER_DAYS } from './progress.ts';
import * as store from './store.ts';
import { addMessage } from './thread.ts';

/** One transaction's worth: other work goes on between two. */
export const AT_ONCE = 50;

/**
 * What time brings to a resolved ticket nobody answers: a reminder, then its end. To be called as often as one likes:
 * what was done shows in the ticket itself, and after a pause of the portal nothing ends less than a day after its
 * reminder.
 */
export async function passTime(base: Base): Promise<void> {
	while ((await inOneGo(base, remind)) === AT_ONCE);
	while ((await inOneGo(base, close)) === AT_ONCE);
}

type Passing = Base & { db: Trx };

const inOneGo = (base: Base, work: (ctx: Passing) => Promise<number>): Promise<number> =>
	transact(base, (ctx) => work(ctx));

async function remind(ctx: Passing): Promise<number> {
	const { remindDays } = await limitsOf(ctx);
	const tickets = await toRemind(ctx.db, after(ctx.now(), -remindDays * DAY_SECONDS)).execute();
	for (const ticket of tickets) {
		await store.update(ctx.db, ticket.id, { remindedAt: ctx.now() });
		const messageId = await addMessage(ctx, ticket, { side: 'portal', kind: 'event', event: 'reminded' });
		await enqueue(ctx, 'ticket.reminded', { ticketId: ticket.id, messageId });
	}
	return tickets.length;
}

async function close(ctx: Passing): Promise<number> {
	const now = ctx.now();
	const { closeDays } = await limitsOf(ctx);
	const tickets = await toClose(ctx.db, {
		answeredBefore: after(now, -closeDays * DAY_SECONDS),
		remindedBefore: after(now, -LEFT_AFTER_REMINDER_DAYS * DAY_SECONDS)
	}).execute();
	for (const ticket of tickets) {
		const messageId = await addMessage(ctx, ticket, {
			side: 'portal',
			kind: 'event',
			event: 'closed_by_time',
			status: 'closed'
		});
		await enqueue(ctx, 'ticket.closed', { ticketId: ticket.id, messageId });
	}
	return tickets.length;
}

const resolvedBefore = (db: Db | Trx, moment: string) =>
	db
		.selectFrom('ticket')
		.selectAll()
		.where('status', '=', 'resolved')
		.where('resolvedAt', '<=', moment)
		// What staff added since counts anew.
		.where('updatedAt', '<=', moment)
		.orderBy('resolvedAt')
		.limit(AT_ONCE);

export const toRemind = (db: Db | Trx, answeredBefore: string) =>
	resolvedBefore(db, answeredBefore).where((eb) =>
		eb.or([eb('remindedAt', 'is', null), eb('remindedAt', '<', eb.ref('updatedAt'))])
	);

export const toClose = (
	db: Db | Trx,
	{ answeredBefore, remindedBefore }: { answeredBefore: string; remindedBefore: string }
) =>
	resolvedBefore(db, answeredBefore)
		.where('remindedAt', '<=', remindedBefore)
		.whereRef('remindedAt', '>=', 'updatedAt');
