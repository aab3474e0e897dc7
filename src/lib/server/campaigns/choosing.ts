import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { campaignStructuresInput, chooseStructuresInput } from '#lib/schemas/campaigns.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { chosen as choice, UNREACHED } from './chosen.ts';
import { forgetPeople, listPeople } from './listing.ts';
import * as store from './store.ts';

/**
 * Chooses structures for a campaign that has not started, and works out whom they hold. The choice is one statement; the
 * people come part by part, so that twenty thousand structures keep nobody else waiting.
 */
export async function choose(
	ctx: Ctx<'manager'>,
	{ campaign: id, act, structures }: z.output<typeof chooseStructuresInput>
): Promise<void> {
	const some = structures.length > 0;
	await transact(ctx, async (ctx) => {
		const campaign = await store.find(ctx.db, id);
		if (!campaign) throw new AppError('not_found', m.errors_not_found());
		if (campaign.startedAt) throw new AppError('conflict', m.campaigns_has_started());
		if (!some && (act === 'add' || act === 'remove')) throw new AppError('invalid', m.campaigns_choose_none());
		if (act === 'add') await choice.add(ctx.db, id, structures);
		else if (act === 'add_all') await choice.add(ctx.db, id, 'all');
		else if (act === 'add_unreached') await choice.add(ctx.db, id, UNREACHED);
		else if (act === 'remove_all') {
			await choice.removeAll(ctx.db, id);
			await store.update(ctx.db, id, { emptyingAt: ctx.now() });
		} else {
			await choice.remove(ctx.db, id, structures);
			await forgetPeople(ctx.db, id, structures);
		}
		await recordAudit(ctx, 'campaign.structures_chosen', id, { act, ...(some ? { structures } : {}) });
	});
	await listPeople(ctx, id);
}

/** A page of structures by name, all or those chosen, with what is chosen. */
export async function structuresFor(
	{ db }: Ctx<'staff'>,
	{ campaign: id, chosen, query, after }: z.output<typeof campaignStructuresInput>
) {
	const campaign = await store.find(db, id);
	if (!campaign) throw new AppError('not_found', m.errors_not_found());
	const { structures: count, unlisted } = await choice.counts(db, id);
	return {
		name: campaign.name,
		started: campaign.startedAt !== null,
		/** How many are chosen, and how many of those have their people still to be worked out. */
		count,
		unlisted,
		...(await choice.page(db, id, { chosen, query, after }))
	};
}
