import type { Selectable, Updateable } from 'kysely';
import { bringContacts, type BroughtContact } from '#server/contacts/domain.ts';
import type { ContactTable } from '#server/contacts/table.ts';
import { transact, type Db } from '#server/platform/db.ts';
import { newId } from '#server/platform/ids.ts';
import type { StructureKey } from '#server/demo/structures.ts';
import type { World } from './world.ts';

type Brought = Pick<BroughtContact, 'structureId' | 'firstName' | 'lastName' | 'email'> & Partial<BroughtContact>;

/** Somebody as an import brings them from the old portal: no login, no access, nothing asked for. Returns the contact. */
export async function bring(db: Db, now: string, brought: Brought): Promise<Selectable<ContactTable>> {
	const person = { id: newId(), civility: '' as const, function: '', phone: '', administrator: false, roles: [] };
	const contact: BroughtContact = { ...person, ...brought };
	await transact({ db, now: () => now }, (ctx) => bringContacts(ctx, [contact]));
	return db.selectFrom('contact').selectAll().where('id', '=', contact.id).executeTakeFirstOrThrow();
}

/** Somebody brought into a structure of the named cast, and then as `values` say. Returns the contact's id. */
export async function listImported(
	{ base, structure }: World,
	email: string,
	key: StructureKey,
	values: Updateable<ContactTable> = {}
): Promise<string> {
	const person = { structureId: structure(key), firstName: 'Nadia', lastName: 'Weber', email };
	const { id } = await bring(base.db, base.now(), person);
	if (Object.keys(values).length > 0) await base.db.updateTable('contact').set(values).where('id', '=', id).execute();
	return id;
}
