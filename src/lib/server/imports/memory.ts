import type { Db, Trx } from '#server/platform/db.ts';
import type { ImportedRowTable } from './table.ts';

/** What a row is to be remembered by, and to have said; the address and structure for a contact's. */
export type Memory = Pick<ImportedRowTable, 'ownerId'> &
	Partial<Pick<ImportedRowTable, 'structureId' | 'email'>> & { said: object };

/** What the rows of some structures or contacts last said, by id; a few hundred at a time. */
export async function recall<V>(db: Db | Trx, ids: readonly string[]): Promise<Map<string, Partial<V>>> {
	if (ids.length === 0) return new Map();
	const rows = await db.selectFrom('importedRow').select(['ownerId', 'said']).where('ownerId', 'in', ids).execute();
	return new Map(rows.map(({ ownerId, said }) => [ownerId, JSON.parse(said) as Partial<V>]));
}

/** Which contacts rows of some addresses were, by `structure address`, whatever their address is now. */
export async function recallOwners(db: Db | Trx, emails: readonly string[]): Promise<Map<string, string>> {
	const rows = await db
		.selectFrom('importedRow')
		.select(['ownerId', 'structureId', 'email'])
		.where('email', 'in', emails)
		.execute();
	return new Map(rows.map(({ ownerId, structureId, email }) => [`${structureId} ${email}`, ownerId]));
}

/** Remembers what rows said, a few hundred at a time; `before` is what is remembered of them already. */
export async function remember(
	db: Trx,
	memories: readonly Memory[],
	before: ReadonlyMap<string, object> = new Map()
): Promise<void> {
	const rows = memories
		.map(({ said, structureId = null, email = null, ownerId }) => ({
			ownerId,
			structureId,
			email,
			said: JSON.stringify(said)
		}))
		.filter((row) => row.said !== JSON.stringify(before.get(row.ownerId)));
	if (rows.length === 0) return;
	await db
		.insertInto('importedRow')
		.values(rows)
		.onConflict((c) =>
			c.column('ownerId').doUpdateSet((eb) => ({ said: eb.ref('excluded.said'), email: eb.ref('excluded.email') }))
		)
		.execute();
}
