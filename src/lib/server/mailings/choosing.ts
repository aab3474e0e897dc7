import { sql } from 'kysely';
import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { chooseForMailingInput, mailingStructuresInput } from '#lib/schemas/mailings.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { expectDraft, mailingOf } from './content.ts';
import { forgetPeople, listPeople } from './listing.ts';
import { chosen } from './lists.ts';
import * as store from './store.ts';

/** Chooses structures for a mailing that has not started, and works out whom it goes to there. */
export async function choose(
	ctx: Ctx<'staff'>,
	{ mailing: id, act, structures, products }: z.output<typeof chooseForMailingInput>
): Promise<void> {
	await transact(ctx, async (ctx) => {
		expectDraft(await mailingOf(ctx.db, id));
		if ((act === 'add' || act === 'remove') && structures.length === 0)
			throw new AppError('invalid', m.campaigns_choose_none());
		if (act === 'add_products' && products.length === 0)
			throw new AppError('invalid', m.errors_invalid(), { fields: { products: m.mailings_products_none() } });
		if (act === 'add') await chosen.add(ctx.db, id, structures);
		else if (act === 'add_all') await chosen.add(ctx.db, id, 'all');
		else if (act === 'add_products') await chosen.add(ctx.db, id, { products });
		else if (act === 'remove') {
			await chosen.remove(ctx.db, id, structures);
			await forgetPeople(ctx.db, id, structures);
		} else await chosen.removeAll(ctx.db, id);
		await store.changeList(ctx.db, id, act === 'remove_all' ? { emptyingAt: ctx.now() } : {});
		const named = act === 'add_products' ? { products } : structures.length > 0 ? { structures } : {};
		await recordAudit(ctx, 'mailing.structures_chosen', id, { act, ...named });
	});
	await listPeople(ctx, id);
}

/** A page of structures by name: all, those chosen, or those of them without a holder or without anybody. */
export async function structuresFor(
	{ db }: Ctx<'staff'>,
	{ mailing: id, show, query, after }: z.output<typeof mailingStructuresInput>
) {
	const mailing = await mailingOf(db, id);
	const { structures: count, unlisted } = await chosen.counts(db, id);
	const narrowed = show === 'stood_in' || show === 'unreached' ? sql`chosen.outcome = ${show}` : sql`true`;
	return {
		name: mailing.subjectFr,
		started: mailing.startedAt !== null || mailing.scheduledAt !== null,
		/** How many are chosen, and how many of those have their people still to be worked out. */
		count,
		unlisted,
		outcomes: await outcomesOf(db, id),
		...(await chosen.page(db, id, { chosen: show !== 'all', query, after }, narrowed))
	};
}

/** How many structures a mailing reaches by who holds the role, by an administrator, and not at all. */
export async function outcomesOf(db: Ctx['db'], id: string) {
	const counts = new Map((await store.outcomes(db, id)).map(({ outcome, count }) => [outcome, Number(count)]));
	const of = (outcome: 'reached' | 'stood_in' | 'unreached') => counts.get(outcome) ?? 0;
	return { reached: of('reached'), stood_in: of('stood_in'), unreached: of('unreached') };
}
