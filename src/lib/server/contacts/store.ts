import './table.ts';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { ContactIdentity } from '#server/platform/access.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import type { AccessRequestTable, ContactTable } from './table.ts';

type Any = Db | Trx;

/** How an account stands in a structure, read afresh at each call. */
export async function standingIn(db: Any, accountId: string, structureId: string): Promise<{ contact: ContactIdentity | null; exists: boolean }> {
	const row = await db
		.selectFrom('structure')
		.leftJoin('contact', (join) => join.onRef('contact.structureId', '=', 'structure.id').on('contact.accountId', '=', accountId))
		.select(['contact.id', 'contact.access', 'contact.role'])
		.where('structure.id', '=', structureId)
		.executeTakeFirst();
	if (!row) return { contact: null, exists: false };
	const { id, access, role } = row;
	return { contact: id && access && role ? { id, access, role, structureId } : null, exists: true };
}

export const standingsOf = (db: Any, accountId: string) =>
	db
		.selectFrom('contact')
		.innerJoin('structure', 'structure.id', 'contact.structureId')
		.select(['contact.id', 'contact.structureId', 'structure.name', 'structure.customerNumber', 'contact.access', 'contact.role', 'contact.requestedAt', 'contact.decidedAt', 'contact.refusalReason'])
		.where('contact.accountId', '=', accountId)
		.where('contact.access', '!=', 'none')
		.orderBy('structure.name')
		.execute();

export const find = (db: Any, structureId: string, id: string): Promise<Selectable<ContactTable> | undefined> =>
	db.selectFrom('contact').selectAll().where('id', '=', id).where('structureId', '=', structureId).executeTakeFirst();

export const findById = (db: Any, id: string): Promise<Selectable<ContactTable> | undefined> => db.selectFrom('contact').selectAll().where('id', '=', id).executeTakeFirst();

export const findByEmail = (db: Any, email: string): Promise<Selectable<ContactTable>[]> => db.selectFrom('contact').selectAll().where('email', '=', email).execute();

export const insert = (db: Trx, row: Insertable<ContactTable>) => db.insertInto('contact').values(row).execute();

export const update = (db: Trx, id: string, values: Updateable<ContactTable>) => db.updateTable('contact').set(values).where('id', '=', id).execute();

export const countActiveAdministrators = async (db: Any, structureId: string): Promise<number> => {
	const { count } = await db
		.selectFrom('contact')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('structureId', '=', structureId)
		.where('access', '=', 'active')
		.where('role', '=', 'administrator')
		.executeTakeFirstOrThrow();
	return Number(count);
};

/** Administrators with a login, who can be told of a request. */
export const activeAdministrators = (db: Any, structureId: string) =>
	db
		.selectFrom('contact')
		.innerJoin('account', 'account.id', 'contact.accountId')
		.select(['account.id as accountId', 'account.email', 'account.locale', 'account.firstName'])
		.where('contact.structureId', '=', structureId)
		.where('contact.access', '=', 'active')
		.where('contact.role', '=', 'administrator')
		.execute();

export const staffAccounts = (db: Any) => db.selectFrom('account').select(['id as accountId', 'email', 'locale', 'firstName']).where('staffRole', 'in', ['agent', 'manager']).execute();

export const insertRequest = (db: Trx, row: Insertable<AccessRequestTable>) => db.insertInto('accessRequest').values(row).execute();

export const findRequest = (db: Any, id: string): Promise<Selectable<AccessRequestTable> | undefined> => db.selectFrom('accessRequest').selectAll().where('id', '=', id).executeTakeFirst();

export const updateRequest = (db: Trx, id: string, values: Updateable<AccessRequestTable>) => db.updateTable('accessRequest').set(values).where('id', '=', id).execute();

export const requestsOf = (db: Any, accountId: string) =>
	db.selectFrom('accessRequest').select(['id', 'structureName', 'customerNumber', 'createdAt', 'settledAt', 'contactId', 'refusalReason']).where('accountId', '=', accountId).orderBy('createdAt', 'desc').execute();
