import './table.ts';
import { sql, type RawBuilder } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';
import { structuresByName } from './directory.ts';

type Any = Db | Trx;

/** Which structures somebody chooses: some, all, those with one of some products, or those a condition says. */
export type Chosen = readonly string[] | 'all' | { products: readonly string[] } | RawBuilder<unknown>;

const ON_A_PAGE = 25;

/**
 * The structures chosen for something that is done with the people of many: a table `${owner}_structure`, where
 * `listed_at` says since when the people of one are worked out.
 */
export function structureChoice(owner: 'campaign' | 'mailing') {
	const table = sql.table(`${owner}_structure`);
	const ownerId = sql.ref(`${owner}_id`);
	const owned = (id: string) => sql`${ownerId} = ${id}`;

	return {
		/** Adds those of them that exist. One statement, whatever their number. */
		add: (db: Trx, id: string, chosen: Chosen) =>
			sql`insert into ${table} (${ownerId}, structure_id, listed_at)
				select ${id}, id, null from structure where ${conditionOf(chosen)}
				on conflict do nothing`.execute(db),

		remove: (db: Trx, id: string, structureIds: readonly string[]) =>
			sql`delete from ${table} where ${owned(id)} and structure_id in (${sql.join(structureIds)})`.execute(db),

		removeAll: (db: Trx, id: string) => sql`delete from ${table} where ${owned(id)}`.execute(db),

		/** Has all people of the chosen structures worked out again. */
		unlist: (db: Trx, id: string) => sql`update ${table} set listed_at = null where ${owned(id)}`.execute(db),

		/** Something with structures whose people are not listed yet. */
		async unlisted(db: Any): Promise<string | undefined> {
			const { rows } = await sql<{ id: string }>`select ${ownerId} as id from ${table}
				where listed_at is null limit 1`.execute(db);
			return rows[0]?.id;
		},

		/** The next structures whose people are to be listed. */
		async nextUnlisted(db: Any, id: string, most: number): Promise<string[]> {
			const { rows } = await sql<{ structureId: string }>`select structure_id from ${table}
				where ${owned(id)} and listed_at is null order by structure_id limit ${most}`.execute(db);
			return rows.map(({ structureId }) => structureId);
		},

		async counts(db: Any, id: string): Promise<{ structures: number; unlisted: number }> {
			const { rows } = await sql<{ structures: number; unlisted: number }>`select
				(select count(*) from ${table} where ${owned(id)}) as structures,
				(select count(*) from ${table} where ${owned(id)} and listed_at is null) as unlisted`.execute(db);
			return rows[0]!;
		},

		/** A page of structures by name, all or those chosen, with what is chosen; `narrowed` asks more of the chosen. */
		async page(
			db: Any,
			id: string,
			{ chosen, query, after }: { chosen: boolean; query: string; after: string | undefined },
			narrowed: RawBuilder<unknown> = sql`true`
		) {
			const found = await structuresByName(db, { query, after }, ON_A_PAGE + 1, (q) =>
				chosen
					? q.where(
							sql<boolean>`exists (select 1 from ${table} chosen where ${sql.ref(`chosen.${owner}_id`)} = ${id}
								and chosen.structure_id = structure_standing.structure_id and ${narrowed})`
						)
					: q
			);
			const structures = found.slice(0, ON_A_PAGE);
			const among = await chosenAmong(
				db,
				id,
				structures.map((one) => one.id)
			);
			return {
				structures: structures.map((one) => ({ ...one, chosen: among.has(one.id) })),
				next: found.length > ON_A_PAGE ? structures.at(-1)!.id : null
			};
		}
	};

	async function chosenAmong(db: Any, id: string, structureIds: readonly string[]): Promise<Set<string>> {
		if (structureIds.length === 0) return new Set();
		const { rows } = await sql<{ structureId: string }>`select structure_id from ${table}
			where ${owned(id)} and structure_id in (${sql.join(structureIds)})`.execute(db);
		return new Set(rows.map(({ structureId }) => structureId));
	}
}

function conditionOf(chosen: Chosen) {
	if (chosen === 'all') return sql`true`;
	if ('products' in chosen)
		return sql`id in (select structure_id from structure_product where product_id in (${sql.join(chosen.products)}))`;
	return 'toOperationNode' in chosen ? chosen : sql`id in (${sql.join(chosen as readonly string[])})`;
}
