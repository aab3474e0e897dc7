import './table.ts';
import type { Db, Trx } from '#server/platform/db.ts';

const MOST_CHOSEN_FROM = 1000;

/** Those who are let into a structure and have a login: whom one may call in. By last name. */
export const colleaguesIn = (db: Db | Trx, structureId: string) =>
	active(db, structureId).orderBy('contact.searchText').limit(MOST_CHOSEN_FROM).execute();

/** One of them by the contact's id. */
export const colleagueIn = (db: Db | Trx, structureId: string, contact: string) =>
	active(db, structureId).where('contact.id', '=', contact).executeTakeFirst();

const active = (db: Db | Trx, structureId: string) =>
	db
		.selectFrom('contact')
		.innerJoin('account', 'account.id', 'contact.accountId')
		.select(['contact.id', 'contact.function', 'account.id as accountId', 'account.firstName', 'account.lastName'])
		.where('contact.structureId', '=', structureId)
		.where('contact.access', '=', 'active');
