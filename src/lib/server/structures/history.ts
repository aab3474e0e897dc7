import type { ItemKey, ItemValue } from '#lib/schemas/item-keys.ts';
import type { AccountIdentity } from '#server/platform/access.ts';
import type { Trx } from '#server/platform/db.ts';
import { newId } from '#server/platform/ids.ts';
import type { StructureChangeTable } from './table.ts';

interface Changing {
	db: Trx;
	now(): string;
	actor?: { account: AccountIdentity | null };
}

/** Where a change of live data came from, and the accepted item it carries out. */
export interface Origin {
	origin: StructureChangeTable['origin'];
	proposalItemId?: string;
}

/** Writes down, in the transaction that makes it, that a part of a structure changed. */
export async function recordChange(
	ctx: Changing,
	structureId: string,
	change: { key: ItemKey; before: ItemValue; after: ItemValue },
	{ origin, proposalItemId }: Origin
): Promise<void> {
	await ctx.db
		.insertInto('structureChange')
		.values({
			id: newId(),
			structureId,
			itemKey: change.key,
			before: JSON.stringify(change.before),
			after: JSON.stringify(change.after),
			origin,
			proposalItemId: proposalItemId ?? null,
			changedBy: ctx.actor?.account?.id ?? null,
			changedAt: ctx.now()
		})
		.execute();
}
