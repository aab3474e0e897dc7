import './table.ts';
import type { Selectable } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';
import type { ContactTable } from './table.ts';

type Any = Db | Trx;

/** Who is listed in a structure under an address. */
export const findListed = (
	db: Any,
	structureId: string,
	email: string
): Promise<Selectable<ContactTable> | undefined> =>
	db
		.selectFrom('contact')
		.selectAll()
		.where('structureId', '=', structureId)
		.where('email', '=', email)
		.executeTakeFirst();

/** Takes a contact away with what only made sense with it, and notes that they were there. */
export async function remove(
	db: Trx,
	{ id, structureId, email }: Selectable<ContactTable>,
	removed: { at: string; by: string }
): Promise<void> {
	await db.updateTable('accessRequest').set({ contactId: null }).where('contactId', '=', id).execute();
	await db.deleteFrom('notification').where('contactId', '=', id).execute();
	await useUpInvitations(db, id, removed.at);
	await db.deleteFrom('contact').where('id', '=', id).execute();
	await db
		.insertInto('removedContact')
		.values({ structureId, email, removedAt: removed.at, removedBy: removed.by })
		.onConflict((c) =>
			c.columns(['structureId', 'email']).doUpdateSet({ removedAt: removed.at, removedBy: removed.by })
		)
		.execute();
}

/** The links of every invitation sent to a contact so far lead nowhere from then on. */
export const useUpInvitations = (db: Trx, contactId: string, now: string) =>
	db
		.updateTable('link')
		.set({ consumedAt: now })
		.where('contactId', '=', contactId)
		.where('consumedAt', 'is', null)
		.execute();

/** Somebody taken off the list is on it again. */
export const forgetRemoval = (db: Trx, structureId: string, email: string) =>
	db.deleteFrom('removedContact').where('structureId', '=', structureId).where('email', '=', email).execute();

/** Every contact of a structure, by name. */
export const listAll = (db: Any, structureId: string): Promise<Selectable<ContactTable>[]> =>
	db.selectFrom('contact').selectAll().where('structureId', '=', structureId).orderBy('searchText').execute();

/** Accounts as they are written to. */
export const accountsOf = (db: Any, ids: readonly string[]) =>
	db.selectFrom('account').select(['id as accountId', 'email', 'locale', 'firstName']).where('id', 'in', ids).execute();

/** What somebody with a login says of themselves. */
export const identityOf = (db: Any, accountId: string) =>
	db
		.selectFrom('account')
		.select(['civility', 'firstName', 'lastName', 'phone'])
		.where('id', '=', accountId)
		.executeTakeFirst();
