import { m } from '#lib/paraglide/messages.js';
import type { Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { searchTextOf } from './search-text.ts';
import * as store from './store.ts';
import type { ContactTable } from './table.ts';

/** Carries a login's new address to its contacts. Refuses where somebody else of the same structure is listed under it. */
export async function moveAddress(db: Trx, accountId: string, email: string): Promise<void> {
	const contacts = await contactsOf(db, accountId);
	const listed = await store.findByEmail(db, email);
	if (
		contacts.some(({ structureId, id }) => listed.some((other) => other.structureId === structureId && other.id !== id))
	)
		throw new AppError('conflict', m.inbox_grant_address_taken());
	for (const contact of contacts)
		await store.update(db, contact.id, { email, searchText: searchTextOf({ ...contact, email }) });
}

/** Carries what somebody says of themselves to their contacts in every structure. */
export async function carryIdentity(
	db: Trx,
	accountId: string,
	identity: Pick<ContactTable, 'civility' | 'firstName' | 'lastName' | 'phone'>
): Promise<void> {
	for (const contact of await contactsOf(db, accountId))
		await store.update(db, contact.id, { ...identity, searchText: searchTextOf({ ...contact, ...identity }) });
}

const contactsOf = (db: Trx, accountId: string) =>
	db.selectFrom('contact').selectAll().where('accountId', '=', accountId).execute();
