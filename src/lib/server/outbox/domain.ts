import { m } from '#lib/paraglide/messages.js';
import type { ListMailsInput, SetAsideInput } from '#lib/schemas/outbox.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { countInParts } from '#server/platform/in-parts.ts';
import { outageOf } from '#server/platform/outbox-outage.ts';

import { asks } from './failed.ts';

export { mailsFailed } from './failed.ts';
export { mailsHeld } from './held.ts';

const ON_A_PAGE = 30;
/** In one statement; between two, everybody else's requests pass. */
const SET_ASIDE_AT_ONCE = 1000;

/** What the portal has sent or still has to, newest first, and how much of it needs somebody's eyes. */
export async function listMails(ctx: Ctx<'staff'>, { state, before }: ListMailsInput) {
	const rows = await ctx.db
		.selectFrom('mail')
		.select([
			'id',
			'recipient',
			'kind',
			'subject',
			'createdAt',
			'dueAt',
			'attempts',
			'settledAt',
			'sentAt',
			'failedAt',
			'setAsideAt',
			'lastError'
		])
		.$if(state === 'waiting', (q) => q.where('settledAt', 'is', null))
		.$if(state === 'sent', (q) => q.where('sentAt', 'is not', null))
		.$if(state === 'failed', (q) => q.where(asks))
		.$if(before !== undefined, (q) => q.where('id', '<', before!))
		.orderBy('id', 'desc')
		.limit(ON_A_PAGE + 1)
		.execute();
	const mails = rows.slice(0, ON_A_PAGE).map(({ settledAt, setAsideAt, ...mail }) => ({
		...mail,
		state: mail.sentAt
			? ('sent' as const)
			: mail.failedAt
				? setAsideAt
					? ('set_aside' as const)
					: ('failed' as const)
				: settledAt
					? ('dropped' as const)
					: ('waiting' as const)
	}));
	const next = rows.length > ON_A_PAGE ? mails.at(-1)!.id : null;
	return { mails, next, ...(await counts(ctx)), outage: await outageOf(ctx.db) };
}

async function counts(ctx: Ctx<'staff'>): Promise<{ waiting: number; failed: number }> {
	const { waiting, failed } = await ctx.db
		.selectFrom('mail')
		.select((eb) => [
			eb.fn.count<number>('id').filterWhere('settledAt', 'is', null).as('waiting'),
			eb.fn.count<number>('id').filterWhere(asks).as('failed')
		])
		.where((eb) => eb.or([eb('settledAt', 'is', null), asks(eb)]))
		.executeTakeFirstOrThrow();
	return { waiting: Number(waiting), failed: Number(failed) };
}

/** Tries a mail that was given up once more, from the beginning. */
export async function retryMail(ctx: Ctx<'staff'>, { id }: { id: string }): Promise<void> {
	await transact(ctx, async (ctx) => {
		const result = await ctx.db
			.updateTable('mail')
			.set({ dueAt: ctx.now(), attempts: 0, settledAt: null, failedAt: null, setAsideAt: null, lastError: null })
			.where('id', '=', id)
			.where('failedAt', 'is not', null)
			.executeTakeFirst();
		if (Number(result.numUpdatedRows) === 0) throw new AppError('conflict', m.staff_mail_not_failed());
		await recordAudit(ctx, 'mail.retried', id);
		ctx.wake();
	});
}

/** Notes that somebody has seen to a mail that was given up, or to all of them: it asks for nothing any more. Returns how many it was. */
export async function setAside(ctx: Ctx<'staff'>, { id }: SetAsideInput): Promise<{ count: number }> {
	const count = await countInParts(ctx, SET_ASIDE_AT_ONCE, async (ctx) => {
		const { numUpdatedRows } = await ctx.db
			.updateTable('mail')
			.set({ setAsideAt: ctx.now() })
			.where('id', 'in', (eb) =>
				eb
					.selectFrom('mail')
					.select('id')
					.where(asks)
					.$if(id !== undefined, (q) => q.where('id', '=', id!))
					.limit(SET_ASIDE_AT_ONCE)
			)
			.executeTakeFirst();
		const count = Number(numUpdatedRows);
		if (count > 0) await recordAudit(ctx, 'mail.set_aside', id ?? null, { count });
		return count;
	});
	if (count === 0) throw new AppError('conflict', m.staff_mail_not_failed());
	return { count };
}
