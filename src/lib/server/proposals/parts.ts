import { createHash } from 'node:crypto';
import { m } from '#lib/paraglide/messages.js';
import { referentKey, type ItemKey, type ItemValue } from '#lib/schemas/item-keys.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { rolesHeldIn } from '#server/contacts/domain.ts';
import { ownParts } from '#server/structures/domain.ts';
import * as store from './store.ts';

/** A structure as it is, and as its administrators want it. */
export interface Parts {
	live: ReadonlyMap<ItemKey, ItemValue>;
	waiting: ReadonlyMap<ItemKey, store.Item>;
}

/** What every part of a structure is worth now, its referents included; parts that do not exist are absent. */
export async function liveParts(db: Db | Trx, structureId: string): Promise<Map<ItemKey, ItemValue>> {
	const live = new Map<ItemKey, ItemValue>(await ownParts(db, structureId));
	for (const { role, contactId, name } of await rolesHeldIn(db, structureId))
		live.set(referentKey(role, contactId), { name });
	return live;
}

export async function partsOf(db: Db | Trx, structureId: string): Promise<Parts> {
	const items = await store.waitingOf(db, structureId);
	return {
		live: await liveParts(db, structureId),
		waiting: new Map(items.map((item) => [item.itemKey as ItemKey, item]))
	};
}

export const liveOf = ({ live }: Pick<Parts, 'live'>, key: ItemKey): ItemValue => live.get(key) ?? null;

/** What a part will be worth once the vendor agrees. */
export function wantedOf(parts: Parts, key: ItemKey): ItemValue {
	const item = parts.waiting.get(key);
	return item ? valueIn(item.after) : liveOf(parts, key);
}

export const valueIn = (json: string): ItemValue => JSON.parse(json) as ItemValue;

/** How some parts stand, live and wanted, in a short word that pages give back: it changes when any of them does. */
export function markOf(parts: Parts, keys: readonly ItemKey[]): string {
	const standing = keys.map((key) => [liveOf(parts, key), parts.waiting.get(key)?.after ?? null]);
	return hash(standing);
}

/** The same for a live value alone, for whoever decides. */
export const liveMark = (parts: Pick<Parts, 'live'>, key: ItemKey): string => hash(liveOf(parts, key));

/** Throws `conflict` when what a page showed is not what there is now. */
export function requireSeen(parts: Parts, keys: readonly ItemKey[], seen: string): void {
	if (markOf(parts, keys) !== seen) throw new AppError('conflict', m.proposals_moved());
}

const hash = (value: unknown): string =>
	createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);
