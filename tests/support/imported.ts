import type { Selectable } from 'kysely';
import { bringContacts, type BroughtContact } from '#server/contacts/domain.ts';
import type { ContactTable } from '#server/contacts/table.ts';
import { transact, type Db } from '#server/platform/db.ts';
import { newId } from '#server/platform/ids.ts';

type Brought = Pick<BroughtContact, 'structureId' | 'firstName' | 'lastName' | 'email'> & Partial<BroughtContact>;

/** Somebody as an import brings them from the old portal: no login, no access, nothing asked for. Returns the contact. */
export async function bring(db: Db, now: string, brought: Brought): Promise<Selectable<ContactTable>> {
	const person = { id: newId(), civility: '' as const, function: '', phone: '', administrator: false, roles: [] };
	const contact: BroughtContact = { ...person, ...brought };
	await transact({ db, now: () => now }, (ctx) => bringContacts(ctx, [contact]));
	return db.selectFrom('contact').selectAll().where('id', '=', contact.id).executeTakeFirstOrThrow();
}
