import type { z } from 'zod';
import { nobodyToMailWords } from '#lib/mailing-words.ts';
import { m } from '#lib/paraglide/messages.js';
import type { startMailingInput, testMailingInput } from '#lib/schemas/mailings.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Base, Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { countInParts } from '#server/platform/in-parts.ts';
import { momentTyped } from '#server/platform/wall-clock.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { expectDraft, mailingOf } from './content.ts';
import { chosen, recipients } from './lists.ts';
import { languageFor } from './letter.ts';
import { askForHolders, leaveOutTheRest } from './sending.ts';
import * as store from './store.ts';

/** Written anew in one statement; between two, everybody else's requests pass. */
const RENEWED_AT_ONCE = 1000;

/** Sends a mailing to whoever of staff asks for it, and to nobody else. */
export async function testMailing(
	ctx: Ctx<'staff'>,
	{ mailing: id, locale }: z.output<typeof testMailingInput>
): Promise<{ email: string }> {
	const { account } = ctx.actor;
	await transact(ctx, async (ctx) => {
		const mailing = await mailingOf(ctx.db, id);
		const event = { mailingId: id, accountId: account.id, locale: languageFor(mailing, locale) };
		await enqueue(ctx, 'mailing.tested', event);
		await recordAudit(ctx, 'mailing.tested', id, { locale: event.locale });
	});
	return { email: account.email };
}

/**
 * From now on, or from a moment on, its mails leave little by little. `seen` and `version` are what the page showed: where
 * the list or the text has changed meanwhile, it is to be looked at again. A data incident has its number of people typed once more.
 */
export async function startMailing(
	ctx: Ctx<'staff'>,
	{ mailing: id, seen, version, at, count }: z.output<typeof startMailingInput>
): Promise<void> {
	const scheduledAt = at.trim() === '' ? null : momentToStart(ctx, at.trim());
	const starts = await transact(ctx, async (ctx) => {
		const mailing = await mailingOf(ctx.db, id);
		// Sent twice, it has started all the same.
		if (mailing.startedAt) return false;
		expectDraft(mailing);
		const structures = await listedStructures(ctx.db, mailing);
		if (structures === null) throw new AppError('conflict', m.campaigns_still_listing());
		const people = await recipients.countIn(ctx.db, id, 'to_send');
		if (people === 0) throw new AppError('conflict', nobodyToMailWords({ structures, listing: false }));
		if (people !== seen || mailing.listVersion !== version) throw new AppError('conflict', m.mailings_list_changed());
		if (mailing.kind === 'incident' && typedNumber(count) !== people)
			throw new AppError('invalid', m.errors_invalid(), {
				fields: { count: m.mailings_count_wrong({ count: people }) }
			});
		if (scheduledAt) {
			await store.update(ctx.db, id, { scheduledAt });
			await recordAudit(ctx, 'mailing.scheduled', id, { people, rate: mailing.rate, at: scheduledAt });
			return false;
		}
		await begin(ctx, mailing, people);
		await recordAudit(ctx, 'mailing.started', id, { people, rate: mailing.rate });
		return true;
	});
	if (starts) await askForHolders(ctx, id);
	ctx.wake();
}

/** Starts what was to have started by now, with the list as it is then. What is still being worked out waits for that. */
export async function startScheduled(base: Base): Promise<void> {
	for (const { id } of await store.toStart(base.db, base.now())) {
		try {
			await transact(base, (ctx) => startDue(ctx, id));
		} catch (error) {
			// The others start, and so does all else that time brings.
			base.log.error({ mailing: id, err: error }, 'mailing not started');
		}
	}
}

async function startDue(ctx: Base & { db: Trx }, id: string): Promise<void> {
	const mailing = await store.find(ctx.db, id);
	if (!mailing?.scheduledAt || mailing.startedAt || (await listedStructures(ctx.db, mailing)) === null) return;
	const people = await recipients.countIn(ctx.db, id, 'to_send');
	await begin(ctx, mailing, people);
	await recordAudit(ctx, 'mailing.started', id, { people, rate: mailing.rate, scheduledAt: mailing.scheduledAt });
}

const begin = async (ctx: { db: Trx; now(): string }, { id }: store.Mailing, people: number) => {
	const now = ctx.now();
	await store.update(ctx.db, id, { startedAt: now, nextAt: now, people });
};

/** Takes back that it starts by itself. */
export function unschedule(ctx: Ctx<'staff'>, { mailing: id }: { mailing: string }): Promise<void> {
	return transact(ctx, async (ctx) => {
		const mailing = await mailingOf(ctx.db, id);
		if (mailing.startedAt) throw new AppError('conflict', m.mailings_has_started());
		if (!mailing.scheduledAt) return;
		await store.update(ctx.db, id, { scheduledAt: null });
		await recordAudit(ctx, 'mailing.unscheduled', id);
	});
}

/** Nothing more leaves until it is resumed, but what is in the outbox already. */
export function pauseMailing(ctx: Ctx<'staff'>, { mailing: id }: { mailing: string }): Promise<void> {
	return transact(ctx, async (ctx) => {
		if (await store.pause(ctx, await startedOf(ctx.db, id))) await recordAudit(ctx, 'mailing.paused', id);
	});
}

export async function resumeMailing(ctx: Ctx<'staff'>, { mailing: id }: { mailing: string }): Promise<void> {
	await transact(ctx, async (ctx) => {
		if (await store.resume(ctx, await startedOf(ctx.db, id))) await recordAudit(ctx, 'mailing.resumed', id);
	});
	ctx.wake();
}

/** Whoever was not written to is not to be, what waits in the outbox included; what a server has taken cannot be taken back. */
export async function cancelMailing(ctx: Ctx<'staff'>, { mailing: id }: { mailing: string }): Promise<void> {
	await transact(ctx, async (ctx) => {
		const mailing = await startedOf(ctx.db, id);
		if (mailing.cancelledAt || mailing.endedAt) return;
		const now = ctx.now();
		await store.update(ctx.db, id, { cancelledAt: now, pausedAt: null, nextAt: now });
		await store.hurryQueued(ctx.db, id, now);
		await recordAudit(ctx, 'mailing.cancelled', id, { sent: mailing.sent, of: mailing.people });
	});
	await leaveOutTheRest(ctx, id);
	ctx.wake();
}

/** Writes once more to all whose mail was given up. */
export async function retryFailed(ctx: Ctx<'staff'>, { mailing: id }: { mailing: string }): Promise<{ count: number }> {
	const count = await countInParts(ctx, RENEWED_AT_ONCE, async (ctx) => {
		if ((await startedOf(ctx.db, id)).cancelledAt) throw new AppError('conflict', m.mailings_was_cancelled());
		const renewed = await store.renewFailed(ctx.db, id, RENEWED_AT_ONCE);
		if (renewed === 0) return 0;
		await store.update(ctx.db, id, { endedAt: null, nextAt: ctx.now() });
		await recordAudit(ctx, 'mailing.retried', id, { count: renewed });
		return renewed;
	});
	ctx.wake();
	return { count };
}

async function startedOf(db: Db | Trx, id: string): Promise<store.Mailing> {
	const mailing = await mailingOf(db, id);
	if (!mailing.startedAt) throw new AppError('conflict', m.mailings_not_started());
	return mailing;
}

/** How many structures it goes to; null while who gets it is still being worked out. */
async function listedStructures(db: Trx, { id, emptyingAt }: store.Mailing): Promise<number | null> {
	const { structures, unlisted } = await chosen.counts(db, id);
	return emptyingAt === null && unlisted === 0 ? structures : null;
}

function momentToStart({ settings, now }: Ctx<'staff'>, typed: string): string {
	const moment = momentTyped(typed, settings.timeZone);
	const wrong = moment === null ? m.mailings_at_unreadable() : moment <= now() ? m.mailings_at_past() : null;
	if (wrong !== null) throw new AppError('invalid', m.errors_invalid(), { fields: { at: wrong } });
	return moment!;
}

/** As people type a number, with blanks between thousands. */
const typedNumber = (typed: string | number | undefined): number =>
	Number(String(typed ?? '').replace(/\s/g, '') || NaN);
