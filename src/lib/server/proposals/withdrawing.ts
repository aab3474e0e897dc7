import { m } from '#lib/paraglide/messages.js';
import { mainId, type ItemKey } from '#lib/schemas/item-keys.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { liveOf, partsOf, valueIn, type Parts } from './parts.ts';
import * as store from './store.ts';

/** Takes back something asked for, and what makes no sense without it. `not_found` once it waits no more. */
export function withdraw(ctx: Ctx<'administrator'>, { item: id }: { item: string }): Promise<void> {
	return takeBack(ctx, (parts) => {
		const item = [...parts.waiting.values()].find((item) => item.id === id);
		if (!item) throw new AppError('not_found', m.proposals_no_longer_waiting());
		return [item, ...boundTo(parts, item)];
	});
}

/** Takes back all that waits. */
export const withdrawAll = (ctx: Ctx<'administrator'>): Promise<void> =>
	takeBack(ctx, ({ waiting }) => [...waiting.values()]);

function takeBack(ctx: Ctx<'administrator'>, chosen: (parts: Parts) => store.Item[]): Promise<void> {
	return transact(ctx, async (ctx) => {
		const at = ctx.now();
		const { account, structureId } = ctx.actor;
		for (const item of chosen(await partsOf(ctx.db, structureId))) {
			await store.settleItem(ctx.db, item.id, { outcome: 'withdrawn', settledAt: at, settledBy: account.id });
			await recordAudit(ctx, 'proposal.withdrawn', item.id, { part: item.itemKey });
			await store.touch(ctx.db, item.proposalId, at);
		}
	});
}

/**
 * A new address was also to be the main one: that goes with it. Another was to be the main one so that the live one may
 * go: without it, that one stays.
 */
function boundTo(parts: Parts, item: store.Item): store.Item[] {
	const main = parts.waiting.get('main_address');
	if (item.itemKey.startsWith('address:') && main && valueIn(item.before) === null) {
		return item.itemKey === `address:${mainId(valueIn(main.after))}` ? [main, ...boundTo(parts, main)] : [];
	}
	if (item.itemKey !== 'main_address') return [];
	const current: ItemKey = `address:${mainId(liveOf(parts, 'main_address'))}`;
	const going = parts.waiting.get(current);
	return going && valueIn(going.after) === null ? [going] : [];
}
