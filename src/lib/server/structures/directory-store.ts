import './table.ts';
import { sql } from 'kysely';
import type { DirectoryFilter } from '#lib/schemas/directory-choices.ts';
import type { Db, Trx } from '#server/platform/db.ts';

type Any = Db | Trx;

const FLAG = {
	without_administrator: 'withoutAdministrator',
	incomplete: 'incomplete',
	pending: 'withPending',
	proposal: 'withProposal'
} as const satisfies Record<Exclude<DirectoryFilter, 'all'>, string>;

/** Where a page begins in the order of names. */
export interface Place {
	sortName: string;
	id: number;
}
const BEFORE_ALL: Place = { sortName: '', id: 0 };

/** Where a structure stands in the order of names; nowhere counts as before all. */
export const placeOf = async (db: Any, structureId: string): Promise<Place> =>
	(await db
		.selectFrom('structureStanding')
		.select(['sortName', 'id'])
		.where('structureId', '=', structureId)
		.executeTakeFirst()) ?? BEFORE_ALL;

export interface Asked {
	filter: DirectoryFilter;
	/** As FTS5 reads it; null for every structure. */
	match: string | null;
	from: Place | null;
}

/** The next structures by name: ids and places only, read in one index, or among those found by their words. */
export function page(db: Any, { filter, match, from }: Asked, most: number) {
	const { sortName, id } = from ?? BEFORE_ALL;
	return db
		.selectFrom('structureStanding')
		.select(['structureId', 'sortName', 'id'])
		.$if(filter !== 'all', (q) => q.where(flagOf(filter), '=', 1))
		.$if(match !== null, (q) => q.where(sql<boolean>`id in (select rowid from structure_search(${match}))`))
		.where(sql<boolean>`(sort_name, id) > (${sortName}, ${id})`)
		.orderBy('sortName')
		.orderBy('id')
		.limit(most);
}

/** How many structures a filter leaves, counted up to `most`: beyond, nobody reads the figure. */
export const count = (db: Any, filter: Exclude<DirectoryFilter, 'all'>, most: number) =>
	db
		.selectFrom(
			db
				.selectFrom('structureStanding')
				.select('id')
				.where(flagOf(filter), '=', 1)
				// In the order of the filter's index, which holds these alone.
				.orderBy('sortName')
				.limit(most)
				.as('some')
		)
		.select((eb) => eb.fn.countAll<number>().as('count'));

/** What the directory shows of structures. */
export const rows = (db: Any, structureIds: readonly string[]) =>
	db
		.selectFrom('structureStanding')
		.innerJoin('structure', 'structure.id', 'structureStanding.structureId')
		.leftJoin('structureAddress', (join) =>
			join.onRef('structureAddress.structureId', '=', 'structure.id').on('structureAddress.mainAt', 'is not', null)
		)
		.selectAll('structureStanding')
		.select(['structure.name', 'structure.customerNumber', 'structureAddress.town'])
		.where('structureStanding.structureId', 'in', structureIds);

/** The active administrators of some structures, in the order of their names. */
export const administrators = (db: Any, structureIds: readonly string[]) =>
	db
		.selectFrom('contact')
		.select(['structureId', 'firstName', 'lastName'])
		.where('structureId', 'in', structureIds)
		.where('access', '=', 'active')
		.where('role', '=', 'administrator')
		.orderBy('searchText');

const flagOf = (filter: DirectoryFilter) => FLAG[filter as Exclude<DirectoryFilter, 'all'>];
