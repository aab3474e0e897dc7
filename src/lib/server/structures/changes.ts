import type { z } from 'zod';
import { shownPhone } from '#lib/phone.ts';
import type { ItemKey, ItemValue } from '#lib/schemas/item-keys.ts';
import type { ReferentRole } from '#lib/schemas/referent-roles.ts';
import type { structureHistoryInput } from '#lib/schemas/structures.ts';
import type { Ctx } from '#server/platform/context.ts';
import { addressLabels, changesOf } from './changes-store.ts';
import { structureOf } from './domain.ts';

const ON_A_PAGE = 20;

type Kind = ItemKey extends infer Key ? (Key extends `${infer First}:${string}` ? First : Key) : never;

/** How the live data of a structure changed, newest first; each value in the words it was written in. */
export async function readHistory(
	{ db }: Ctx<'staff'>,
	{ structure: id, before }: z.output<typeof structureHistoryInput>
) {
	await structureOf(db, id);
	const rows = await changesOf(db, id, before, ON_A_PAGE + 1).execute();
	const addresses = new Map((await addressLabels(db, id).execute()).map((address) => [address.id, address]));
	/** The main address is remembered by its id. */
	const addressNamed = (addressId: string): string => {
		const address = addresses.get(addressId);
		return address ? [address.label, address.town].join(', ') : '';
	};
	const shown = (kind: Kind, value: string): string => {
		const item = JSON.parse(value) as ItemValue;
		if (typeof item !== 'string') return textOf(item);
		return kind === 'main_address' ? addressNamed(item) : item;
	};
	const changes = rows.slice(0, ON_A_PAGE).map(({ itemKey, firstName, lastName, ...row }) => {
		const [kind, role] = itemKey.split(':') as [Kind, ReferentRole?];
		return {
			id: row.id,
			kind,
			role: kind === 'referent' ? role! : null,
			/** Empty where there was nothing, or is nothing any more. */
			before: shown(kind, row.before),
			after: shown(kind, row.after),
			origin: row.origin,
			at: row.changedAt,
			by: firstName === null ? null : `${firstName} ${lastName}`
		};
	});
	return { changes, next: rows.length > ON_A_PAGE ? changes.at(-1)!.id : null };
}

function textOf(item: Exclude<ItemValue, string>): string {
	if (item === null) return '';
	if ('name' in item) return item.name;
	if ('number' in item) return `${item.label}, ${shownPhone(item.number)}`;
	const { label, street, complement, postalCode, town } = item;
	return [label, street, complement, `${postalCode} ${town}`].filter(Boolean).join(', ');
}
