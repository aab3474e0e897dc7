import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { mainId, type ItemKey } from '#lib/schemas/item-keys.ts';
import { MOST_ADDRESSES, MOST_PHONES } from '#lib/schemas/proposal-limits.ts';
import type {
	removeAddressInput,
	removePhoneInput,
	setAddressInput,
	setInformationInput,
	setPhoneInput
} from '#lib/schemas/proposals.ts';
import { settlePlace } from '#server/places/domain.ts';
import { transact } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { isPartElsewhere } from '#server/structures/domain.ts';
import { change, type Changed, type Changing, type ChangingNow } from './changing.ts';
import { liveOf, partsOf, wantedOf, type Parts } from './parts.ts';

export const addressKey = (id: string): ItemKey => `address:${id}`;
export const phoneKey = (id: string): ItemKey => `phone:${id}`;

/** The name and the SIRET of the structure. */
export const setInformation = (
	ctx: Changing,
	{ name, siret, seen }: z.output<typeof setInformationInput>
): Promise<Changed> =>
	transact(ctx, (ctx) =>
		change(
			ctx,
			[
				{ key: 'name', after: name },
				{ key: 'siret', after: siret || null }
			],
			seen
		)
	);

/**
 * An address, new or rewritten, and whether it is the main one. The first is; who wants another main one says so there.
 * Postal code and town are found from each other.
 */
export async function setAddress(
	ctx: Changing,
	{ address: id, seen, main, label, street, complement, ...typed }: z.output<typeof setAddressInput>
): Promise<Changed> {
	const { postalCode, town } = await settlePlace(typed);
	return transact(ctx, async (ctx) => {
		const parts = await partsOf(ctx.db, ctx.actor.structureId);
		await refuseForeign(ctx, 'structureAddress', id);
		const key = addressKey(id);
		refuseTooMany(ctx, parts, key, MOST_ADDRESSES);
		const current = mainOf(ctx, parts);
		if (!main && current === id && othersThan(ctx, parts, id).length > 0)
			throw new AppError('invalid', m.errors_invalid(), { fields: { main: m.proposals_main_stays() } });
		return change(
			ctx,
			[
				{ key, after: { label, street, complement, postalCode, town } },
				main || current === null || current === id
					? { key: 'main_address', after: { id, label } }
					: { key: 'main_address', after: standingOf(ctx, parts, 'main_address') }
			],
			seen,
			parts
		);
	});
}

/** Takes an address away; the main one only when it is the last. One that was only proposed is not proposed any more. */
export function removeAddress(
	ctx: Changing,
	{ address: id, seen }: z.output<typeof removeAddressInput>
): Promise<Changed> {
	return transact(ctx, async (ctx) => {
		const parts = await partsOf(ctx.db, ctx.actor.structureId);
		const key = addressKey(id);
		requireThere(ctx, parts, key);
		const main = standingOf(ctx, parts, 'main_address');
		// Where only a proposed address was to be the main one, the live one stays it; the last one goes with its address.
		const after = mainId(main) === id && liveOf(parts, key) === null ? liveOf(parts, 'main_address') : main;
		const remains = mainId(after) !== null && mainId(after) !== id;
		if (mainId(main) === id && !remains && othersThan(ctx, parts, id).length > 0)
			throw new AppError('conflict', m.proposals_main_stays());
		return change(
			ctx,
			[
				{ key, after: null },
				{ key: 'main_address', after }
			],
			seen,
			parts
		);
	});
}

export function setPhone(
	ctx: Changing,
	{ phone: id, label, number, seen }: z.output<typeof setPhoneInput>
): Promise<Changed> {
	return transact(ctx, async (ctx) => {
		const parts = await partsOf(ctx.db, ctx.actor.structureId);
		await refuseForeign(ctx, 'structurePhone', id);
		const key = phoneKey(id);
		refuseTooMany(ctx, parts, key, MOST_PHONES);
		return change(ctx, [{ key, after: { label, number } }], seen, parts);
	});
}

export function removePhone(ctx: Changing, { phone: id, seen }: z.output<typeof removePhoneInput>): Promise<Changed> {
	return transact(ctx, async (ctx) => {
		const parts = await partsOf(ctx.db, ctx.actor.structureId);
		requireThere(ctx, parts, phoneKey(id));
		return change(ctx, [{ key: phoneKey(id), after: null }], seen, parts);
	});
}

/** A key for a part that a page is about to add. */
export const newPartId = (): string => randomUUID();

/** What a part is worth to whoever changes it: live for staff, as proposed for administrators. */
const standingOf = ({ actor }: ChangingNow, parts: Parts, key: ItemKey) =>
	actor.contact === null ? liveOf(parts, key) : wantedOf(parts, key);

/** The addresses or phones there are, beside one. */
function othersThan(ctx: ChangingNow, parts: Parts, id: string, kind: 'address' | 'phone' = 'address'): ItemKey[] {
	const keys = [...new Set([...parts.live.keys(), ...parts.waiting.keys()])];
	return keys.filter(
		(key) => key.startsWith(`${kind}:`) && key !== `${kind}:${id}` && standingOf(ctx, parts, key) !== null
	);
}

/** The main address, as long as it is not to go itself. */
function mainOf(ctx: ChangingNow, parts: Parts): string | null {
	const id = mainId(standingOf(ctx, parts, 'main_address'));
	return id !== null && standingOf(ctx, parts, addressKey(id)) !== null ? id : null;
}

function requireThere(ctx: ChangingNow, parts: Parts, key: ItemKey): void {
	if (standingOf(ctx, parts, key) === null && liveOf(parts, key) === null)
		throw new AppError('not_found', m.errors_not_found());
}

function refuseTooMany(ctx: ChangingNow, parts: Parts, key: ItemKey, most: number): void {
	const [kind, id] = key.split(':') as ['address' | 'phone', string];
	if (othersThan(ctx, parts, id, kind).length >= most)
		throw new AppError('conflict', m.proposals_too_many({ count: most }));
}

async function refuseForeign(
	{ db, actor }: ChangingNow,
	table: 'structureAddress' | 'structurePhone',
	id: string
): Promise<void> {
	if (await isPartElsewhere(db, table, id, actor.structureId)) throw new AppError('not_found', m.errors_not_found());
}
