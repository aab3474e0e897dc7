import './table.ts';
import type { Db, Trx } from '#server/platform/db.ts';

type Any = Db | Trx;

/** More than anybody chooses from. */
const MOST_CONTACTS = 300;

/** A structure's people who can have tickets in it: active ones first, by name. */
export const ticketPeople = (db: Any, structureId: string) =>
	db
		.selectFrom('contact')
		.innerJoin('account', 'account.id', 'contact.accountId')
		.select([
			'contact.id',
			'account.id as accountId',
			'account.firstName',
			'account.lastName',
			'account.email',
			'contact.function',
			'contact.access',
			'contact.role'
		])
		.where('contact.structureId', '=', structureId)
		.where('contact.access', 'in', ['active', 'pending'])
		.orderBy('contact.access')
		.orderBy('contact.searchText')
		.limit(MOST_CONTACTS)
		.execute();

/** The contacts of an address, wherever they are. */
export const peopleByEmail = (db: Any, email: string) =>
	db
		.selectFrom('contact')
		.innerJoin('account', 'account.id', 'contact.accountId')
		.innerJoin('structure', 'structure.id', 'contact.structureId')
		.select([
			'contact.id',
			'contact.structureId',
			'structure.name as structureName',
			'structure.customerNumber',
			'account.firstName',
			'account.lastName',
			'account.email',
			'contact.function',
			'contact.access'
		])
		.where('contact.email', '=', email)
		.where('contact.access', 'in', ['active', 'pending'])
		.execute();

/** The contact behind an id, where it has a login. */
export const contactWithLogin = (db: Any, id: string) =>
	db
		.selectFrom('contact')
		.innerJoin('account', 'account.id', 'contact.accountId')
		.select(['contact.structureId', 'contact.access', 'account.id as accountId', 'account.staffRole'])
		.where('contact.id', '=', id)
		.executeTakeFirst();

const MOST_ADMINISTRATORS = 5;

export const administrators = (db: Any, structureId: string) =>
	db
		.selectFrom('contact')
		.select(['firstName', 'lastName', 'email', 'phone'])
		.where('structureId', '=', structureId)
		.where('access', '=', 'active')
		.where('role', '=', 'administrator')
		.orderBy('searchText')
		.limit(MOST_ADMINISTRATORS)
		.execute();

/** Everybody a ticket can be given to. */
export const staff = (db: Any) =>
	db
		.selectFrom('account')
		.select(['id', 'firstName', 'lastName'])
		.where('staffRole', 'in', ['agent', 'manager'])
		.orderBy('firstName')
		.orderBy('lastName')
		.execute();
