import './table.ts';
import type { Insertable, Selectable } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';
import type { StructureTable } from './table.ts';

type Any = Db | Trx;

export const find = (db: Any, id: string): Promise<Selectable<StructureTable> | undefined> => db.selectFrom('structure').selectAll().where('id', '=', id).executeTakeFirst();

export const findByCustomerNumber = (db: Any, customerNumber: string): Promise<Selectable<StructureTable> | undefined> =>
	db.selectFrom('structure').selectAll().where('customerNumber', '=', customerNumber).executeTakeFirst();

export const findByMailDomain = (db: Any, mailDomain: string): Promise<Selectable<StructureTable> | undefined> =>
	db.selectFrom('structure').selectAll().where('mailDomain', '=', mailDomain).executeTakeFirst();

export const insert = (db: Trx, row: Insertable<StructureTable>) => db.insertInto('structure').values(row).execute();
