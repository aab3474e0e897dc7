import { m } from '#lib/paraglide/messages.js';
import {
	mainId,
	sameValue,
	type AddressValue,
	type ItemKey,
	type ItemValue,
	type PhoneValue
} from '#lib/schemas/item-keys.ts';
import type { AccountIdentity } from '#server/platform/access.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { recordChange, type Origin } from './history.ts';
import * as parts from './parts-store.ts';
import * as store from './store.ts';

type Writing = { db: Trx; now(): string; actor?: { account: AccountIdentity | null } };

/** The parts of a structure that are its own: all but its referents. */
export type OwnKey = Exclude<ItemKey, `referent:${string}`>;

/** What a structure's own parts are worth now; parts that do not exist are absent. */
export async function ownParts(db: Db | Trx, structureId: string): Promise<Map<OwnKey, ItemValue>> {
	const structure = await store.find(db, structureId);
	if (!structure) throw new AppError('not_found', m.errors_not_found());
	const addresses = await store.addressesOf(db, structureId);
	const values = new Map<OwnKey, ItemValue>([
		['name', structure.name],
		['siret', structure.siret]
	]);
	for (const { id, label, street, complement, postalCode, town } of addresses)
		values.set(`address:${id}`, { label, street, complement, postalCode, town });
	const main = addresses.find(({ mainAt }) => mainAt !== null);
	values.set('main_address', main ? { id: main.id, label: main.label } : null);
	for (const { id, label, number } of await store.phonesOf(db, structureId))
		values.set(`phone:${id}`, { label, number });
	return values;
}

/**
 * Writes one part of a structure and what became of it into its history, in the caller's transaction. Nothing is written
 * where nothing changes. `not_found` for a part of another structure, `conflict` where the main address would go while
 * others remain, or would be one that is not there.
 */
export async function writePart(
	ctx: Writing,
	structureId: string,
	{ key, after }: { key: OwnKey; after: ItemValue },
	origin: Origin
): Promise<void> {
	const before = (await ownParts(ctx.db, structureId)).get(key) ?? null;
	if (sameValue(key, before, after)) return;
	const [kind, id = ''] = key.split(':') as [string, string?];
	if (kind === 'name') await store.update(ctx.db, structureId, { name: after as string });
	else if (kind === 'siret') await store.update(ctx.db, structureId, { siret: after as string | null });
	else if (kind === 'main_address') await moveMain(ctx, structureId, mainId(after));
	else if (kind === 'address') await writeAddress(ctx, structureId, id, after as AddressValue | null, origin);
	else await writePhone(ctx, structureId, id, after as PhoneValue | null);
	await recordChange(ctx, structureId, { key, before, after }, origin);
}

async function moveMain(ctx: Writing, structureId: string, addressId: string | null): Promise<void> {
	await parts.clearMain(ctx.db, structureId);
	if (addressId === null) return;
	if (!(await parts.setMain(ctx.db, structureId, addressId, ctx.now())))
		throw new AppError('conflict', m.proposals_main_is_gone());
}

async function writeAddress(
	ctx: Writing,
	structureId: string,
	id: string,
	value: AddressValue | null,
	origin: Origin
): Promise<void> {
	if (value) {
		if (await parts.saveAddress(ctx.db, { id, structureId, ...value, mainAt: null, createdAt: ctx.now() })) return;
		throw new AppError('not_found', m.errors_not_found());
	}
	const all = await store.addressesOf(ctx.db, structureId);
	const isMain = all.find((address) => address.id === id)?.mainAt != null;
	if (isMain && all.length > 1) throw new AppError('conflict', m.proposals_main_stays());
	// The last address takes the main one with it: said apart, so that history tells both.
	if (isMain) await writePart(ctx, structureId, { key: 'main_address', after: null }, origin);
	await parts.removeAddress(ctx.db, structureId, id);
}

async function writePhone(ctx: Writing, structureId: string, id: string, value: PhoneValue | null): Promise<void> {
	if (!value) return parts.removePhone(ctx.db, structureId, id);
	if (!(await parts.savePhone(ctx.db, { id, structureId, ...value, createdAt: ctx.now() })))
		throw new AppError('not_found', m.errors_not_found());
}
