import type { Selectable } from 'kysely';
import { fold } from '#lib/fold.ts';
import type { DirectoryInput } from '#lib/schemas/structures.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import * as store from './directory-store.ts';
import type { StructureStandingTable } from './table.ts';

const ON_A_PAGE = 25;
/** What is counted is counted up to here. */
const MOST_COUNTED = 100;
const MOST_NAMED = 2;

/** A page of all structures, by name; what it costs does not depend on how many there are. */
export async function directory({ db }: Ctx<'staff'>, { query, filter, after }: DirectoryInput) {
	const match = matchOf(query);
	const from = after === undefined ? null : await store.placeOf(db, after);
	const found = match === '' ? [] : await store.page(db, { filter, match, from }, ON_A_PAGE + 1).execute();
	const ids = found.slice(0, ON_A_PAGE).map(({ structureId }) => structureId);
	return {
		structures: await shown(db, ids),
		next: found.length > ON_A_PAGE ? ids.at(-1)! : null,
		counts: {
			without_administrator: await countOf(db, 'without_administrator'),
			incomplete: await countOf(db, 'incomplete'),
			pending: await countOf(db, 'pending'),
			proposal: await countOf(db, 'proposal')
		},
		most: MOST_COUNTED
	};
}

type ByName = ReturnType<typeof store.page>;

/** Structures in the order of their names, found by what was typed, after one of them; `narrowed` asks for more. */
export async function structuresByName(
	db: Db | Trx,
	{ query, after }: { query: string; after: string | undefined },
	most: number,
	narrowed: (found: ByName) => ByName
) {
	const match = matchOf(query);
	const from = after === undefined ? null : await store.placeOf(db, after);
	const found = match === '' ? [] : await narrowed(store.page(db, { filter: 'all', match, from }, most)).execute();
	const ids = found.map(({ structureId }) => structureId);
	const rows = new Map(
		ids.length === 0 ? [] : (await store.rows(db, ids).execute()).map((row) => [row.structureId, row])
	);
	return ids.flatMap((id) => {
		const row = rows.get(id);
		return row ? [{ id, name: row.name, customerNumber: row.customerNumber, town: row.town }] : [];
	});
}

/** How many structures have no active administrator, counted up to `most`. */
export const structuresWithoutAdministrator = async (db: Db | Trx, most: number): Promise<number> =>
	Number((await store.count(db, 'without_administrator', most).executeTakeFirstOrThrow()).count);

const countOf = async (db: Db, filter: Parameters<typeof store.count>[1]): Promise<number> =>
	Number((await store.count(db, filter, MOST_COUNTED).executeTakeFirstOrThrow()).count);

async function shown(db: Db | Trx, ids: readonly string[]) {
	if (ids.length === 0) return [];
	const rows = new Map((await store.rows(db, ids).execute()).map((row) => [row.structureId, row]));
	const people = Map.groupBy(await store.administrators(db, ids).execute(), ({ structureId }) => structureId);
	return ids.flatMap((id) => {
		const row = rows.get(id);
		if (!row) return [];
		const named = (people.get(id) ?? []).slice(0, MOST_NAMED);
		return [
			{
				id,
				name: row.name,
				customerNumber: row.customerNumber,
				town: row.town,
				administrators: named.map(({ firstName, lastName }) => `${firstName} ${lastName}`),
				...standingOf(row)
			}
		];
	});
}

/** What a structure may lack. */
export type Missing = 'main_address' | 'phone' | 'accounting' | 'technical' | 'dpo';

/** How a structure stands: who is in, who and what waits, what it lacks. */
export function standingOf(row: Selectable<StructureStandingTable>) {
	const missing: Record<Missing, boolean> = {
		main_address: row.mainAddresses === 0,
		phone: row.phones === 0,
		accounting: row.accountingReferents === 0,
		technical: row.technicalReferents === 0,
		dpo: row.dpoReferents === 0
	};
	return {
		activeContacts: row.activeContacts,
		administratorCount: row.administrators,
		pending: row.pendingContacts,
		proposal: row.openProposals > 0,
		missing: (Object.keys(missing) as Missing[]).filter((one) => missing[one])
	};
}

const MOST_WORDS = 8;
const LONGEST_WORD = 40;

/**
 * What the index is asked: every word as a beginning, or all of them as one, since « c 10 601 » may be a customer number.
 * Null for nothing typed, empty for what holds no word.
 */
function matchOf(typed: string): string | null {
	if (typed === '') return null;
	const words = (fold(typed).match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, MOST_WORDS);
	const beginnings = words.map(asBeginning).join(' AND ');
	const joined = words.join('');
	return words.length > 1 && /\d/.test(joined) ? `(${beginnings}) OR ${asBeginning(joined)}` : beginnings;
}

const asBeginning = (word: string): string => `"${[...word].slice(0, LONGEST_WORD).join('')}"*`;
