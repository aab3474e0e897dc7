import './table.ts';
import type { Insertable, Selectable, Updateable } from 'kysely';
import { prepared, type Db, type Trx } from '#server/platform/db.ts';
import type { StructureTable } from './table.ts';

type Any = Db | Trx;

export const find = (db: Any, id: string): Promise<Selectable<StructureTable> | undefined> =>
	structure(db, { id }).then(([row]) => row);

const structure = prepared((db, { id }: { id: string }) => db.selectFrom('structure').selectAll().where('id', '=', id));

export const findByCustomerNumber = (
	db: Any,
	customerNumber: string
): Promise<Selectable<StructureTable> | undefined> =>
	db.selectFrom('structure').selectAll().where('customerNumber', '=', customerNumber).executeTakeFirst();

export const findByMailDomain = (db: Any, domain: string): Promise<Selectable<StructureTable> | undefined> =>
	db
		.selectFrom('structureMailDomain')
		.innerJoin('structure', 'structure.id', 'structureMailDomain.structureId')
		.selectAll('structure')
		.where('domain', '=', domain)
		.executeTakeFirst();

/** Every structure as it may be looked for. Read whole: names are compared without accents, which SQL cannot, and structures are thousands at most. */
export const listKnown = (db: Any) =>
	db.selectFrom('structure').select(['id', 'name', 'customerNumber']).orderBy('name').execute();

/** Every recorded mail domain, by structure; read whole for the same reason. */
export const listMailDomains = (db: Any) =>
	db.selectFrom('structureMailDomain').select(['structureId', 'domain']).orderBy('domain').execute();

export const insert = (db: Trx, row: Insertable<StructureTable>) => db.insertInto('structure').values(row).execute();

export const update = (db: Trx, id: string, values: Updateable<StructureTable>) =>
	db.updateTable('structure').set(values).where('id', '=', id).execute();

/** Where a structure is, its main address first. */
export const addressesOf = (db: Any, structureId: string) =>
	db
		.selectFrom('structureAddress')
		.select(['id', 'label', 'street', 'complement', 'postalCode', 'town', 'mainAt'])
		.where('structureId', '=', structureId)
		.orderBy((eb) => eb.case().when('mainAt', 'is', null).then(1).else(0).end())
		.orderBy('createdAt')
		.orderBy('id')
		.execute();

export const phonesOf = (db: Any, structureId: string) =>
	db
		.selectFrom('structurePhone')
		.select(['id', 'label', 'number'])
		.where('structureId', '=', structureId)
		.orderBy('createdAt')
		.orderBy('id')
		.execute();
