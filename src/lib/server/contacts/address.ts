import { m } from '#lib/paraglide/messages.js';
import type { Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { searchTextOf } from './search-text.ts';
import * as store from './store.ts';
import type { ContactTable } from './table.ts';

/**
 * Carries a login's new address to its contacts, those it is shut out of as well: staff asked for it and the address is
 * proved, and under the one before, which is nobody's any more, somebody else could be listed as them. Refuses where
 * somebody else of the same structure is listed under it.
 */
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

/**
 * Carries what somebody says of themselves to their contacts in every structure they are in or wait for. Whoever is
 * locked or refused writes nothing into its list: what they say comes with them once they are let in again.
 */
export async function carryIdentity(
	db: Trx,
	accountId: string,
	identity: Pick<ContactTable, 'civility' | 'firstName' | 'lastName' | 'phone'>
): Promise<void> {
	for (const contact of (await contactsOf(db, accountId)).filter(({ access }) => OPEN.includes(access)))
		await store.update(db, contact.id, { ...identity, searchText: searchTextOf({ ...contact, ...identity }) });
}

const OPEN: readonly ContactTable['access'][] = ['active', 'pending'];

const contactsOf = (db: Trx, accountId: string) =>
	db.selectFrom('contact').selectAll().where('accountId', '=', accountId).execute();
