import { m } from '#lib/paraglide/messages.js';
import type { ListMailsInput } from '#lib/schemas/outbox.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { outageOf } from '#server/platform/outbox-outage.ts';

export { mailsFailed } from './failed.ts';
export { mailsHeld } from './held.ts';

const ON_A_PAGE = 30;

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
			'lastError'
		])
		.$if(state === 'waiting', (q) => q.where('settledAt', 'is', null))
		.$if(state === 'sent', (q) => q.where('sentAt', 'is not', null))
		.$if(state === 'failed', (q) => q.where('failedAt', 'is not', null))
		.$if(before !== undefined, (q) => q.where('id', '<', before!))
		.orderBy('id', 'desc')
		.limit(ON_A_PAGE + 1)
		.execute();
	const mails = rows.slice(0, ON_A_PAGE).map(({ settledAt, ...mail }) => ({
		...mail,
		state: mail.sentAt
			? ('sent' as const)
			: mail.failedAt
				? ('failed' as const)
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
			eb.fn.count<number>('id').filterWhere('failedAt', 'is not', null).as('failed')
		])
		.where((eb) => eb.or([eb('settledAt', 'is', null), eb('failedAt', 'is not', null)]))
		.executeTakeFirstOrThrow();
	return { waiting: Number(waiting), failed: Number(failed) };
}

/** Tries a mail that was given up once more, from the beginning. */
export async function retryMail(ctx: Ctx<'staff'>, { id }: { id: string }): Promise<void> {
	await transact(ctx, async (ctx) => {
		const result = await ctx.db
			.updateTable('mail')
			.set({ dueAt: ctx.now(), attempts: 0, settledAt: null, failedAt: null, lastError: null })
			.where('id', '=', id)
			.where('failedAt', 'is not', null)
			.executeTakeFirst();
		if (Number(result.numUpdatedRows) === 0) throw new AppError('conflict', m.staff_mail_not_failed());
		await recordAudit(ctx, 'mail.retried', id);
		ctx.wake();
	});
}
