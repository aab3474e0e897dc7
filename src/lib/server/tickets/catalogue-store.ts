import './table.ts';
import type { Insertable, Updateable } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';
import type { ProductTable, TicketCategoryTable } from './table.ts';

type Any = Db | Trx;

/** In their order, retired ones included. */
export const categories = (db: Any) =>
	db.selectFrom('ticketCategory').selectAll().orderBy('position').orderBy('id').execute();

export const category = (db: Any, id: string) =>
	db.selectFrom('ticketCategory').selectAll().where('id', '=', id).executeTakeFirst();

export const insertCategory = (db: Trx, row: Insertable<TicketCategoryTable>) =>
	db.insertInto('ticketCategory').values(row).execute();

export const updateCategory = (db: Trx, id: string, values: Updateable<TicketCategoryTable>) =>
	db.updateTable('ticketCategory').set(values).where('id', '=', id).execute();

export const products = (db: Any) => db.selectFrom('product').selectAll().orderBy('position').orderBy('id').execute();

export const product = (db: Any, id: string) =>
	db.selectFrom('product').selectAll().where('id', '=', id).executeTakeFirst();

export const insertProduct = (db: Trx, row: Insertable<ProductTable>) => db.insertInto('product').values(row).execute();

export const updateProduct = (db: Trx, id: string, values: Updateable<ProductTable>) =>
	db.updateTable('product').set(values).where('id', '=', id).execute();
