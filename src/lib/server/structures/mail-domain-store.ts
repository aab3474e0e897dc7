import './table.ts';
import type { Insertable } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';
import type { StructureMailDomainTable } from './table.ts';

type Any = Db | Trx;

export const domainsOf = (db: Any, structureId: string) =>
	db
		.selectFrom('structureMailDomain')
		.select(['domain', 'addedAt'])
		.where('structureId', '=', structureId)
		.orderBy('domain')
		.execute();

export const addDomain = (db: Trx, row: Insertable<StructureMailDomainTable>) =>
	db.insertInto('structureMailDomain').values(row).execute();

/** Returns whether there was one to take away. */
export const removeDomain = async (db: Trx, structureId: string, domain: string): Promise<boolean> => {
	const { numDeletedRows } = await db
		.deleteFrom('structureMailDomain')
		.where('structureId', '=', structureId)
		.where('domain', '=', domain)
		.executeTakeFirstOrThrow();
	return numDeletedRows > 0n;
};
