import type { Db, Trx } from '#server/platform/db.ts';

/** What the rows of some structures or contacts last said, by id; a few hundred at a time. */
export async function recall<V>(db: Db | Trx, ids: readonly string[]): Promise<Map<string, Partial<V>>> {
	if (ids.length === 0) return new Map();
	const rows = await db.selectFrom('importedRow').selectAll().where('ownerId', 'in', ids).execute();
	return new Map(rows.map(({ ownerId, said }) => [ownerId, JSON.parse(said) as Partial<V>]));
}

/** Remembers what rows said, a few hundred at a time; `before` is what is remembered of them already. */
export async function remember(
	db: Trx,
	said: readonly { ownerId: string; said: object }[],
	before: ReadonlyMap<string, object> = new Map()
): Promise<void> {
	const rows = said
		.map((row) => ({ ownerId: row.ownerId, said: JSON.stringify(row.said) }))
		.filter((row) => row.said !== JSON.stringify(before.get(row.ownerId)));
	if (rows.length === 0) return;
	await db
		.insertInto('importedRow')
		.values(rows)
		.onConflict((c) => c.column('ownerId').doUpdateSet((eb) => ({ said: eb.ref('excluded.said') })))
		.execute();
}
