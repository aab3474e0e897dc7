import './table.ts';
import type { Db, Trx } from '#server/platform/db.ts';

declare module '#server/platform/db.ts' {
	interface Database {
		emailChange: EmailChangeTable;
	}
}

/** A login's next address, until it is proved. */
export interface EmailChangeTable {
	id: string;
	accountId: string;
	email: string;
	/** The member of staff who checked who asks. */
	askedById: string;
	/** Of the link that proves the address; null until its mail leaves. */
	tokenHash: string | null;
	createdAt: string;
	expiresAt: string;
	settledAt: string | null;
}

type Any = Db | Trx;

export const insert = (db: Trx, row: EmailChangeTable) => db.insertInto('emailChange').values(row).execute();

export const find = (db: Any, id: string) =>
	db.selectFrom('emailChange').selectAll().where('id', '=', id).executeTakeFirst();

export const findByToken = (db: Any, tokenHash: string, now: string) =>
	db
		.selectFrom('emailChange')
		.selectAll()
		.where('tokenHash', '=', tokenHash)
		.where('settledAt', 'is', null)
		.where('expiresAt', '>', now)
		.executeTakeFirst();

export const setToken = (db: Any, id: string, tokenHash: string) =>
	db.updateTable('emailChange').set({ tokenHash }).where('id', '=', id).execute();

/** Ends every change of an account's address that is under way. */
export const settle = (db: Trx, accountId: string, now: string) =>
	db
		.updateTable('emailChange')
		.set({ settledAt: now })
		.where('accountId', '=', accountId)
		.where('settledAt', 'is', null)
		.execute();

export const deleteExpired = (db: Any, now: string) =>
	db.deleteFrom('emailChange').where('expiresAt', '<=', now).execute();
