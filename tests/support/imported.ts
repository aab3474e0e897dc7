import type { Insertable } from 'kysely';
import type { ReferentRole } from '#lib/schemas/referent-roles.ts';
import { searchTextOf } from '#server/contacts/domain.ts';
import type { ContactTable } from '#server/contacts/table.ts';
import { transact, type Db } from '#server/platform/db.ts';
import { newId } from '#server/platform/ids.ts';

interface Brought {
	structureId: string;
	firstName: string;
	lastName: string;
	email: string;
	function?: string;
	phone?: string;
	/** Administrators of the old portal are listed without access until they come. */
	administrator?: boolean;
	roles?: readonly ReferentRole[];
}

/** Somebody brought from the old portal: no login, no access, nothing asked for, and roles that await them. Returns the contact. */
export async function bring(db: Db, now: string, brought: Brought): Promise<Insertable<ContactTable>> {
	const { structureId, administrator = false, roles = [], ...typed } = brought;
	const person = { civility: '' as const, function: '', phone: '', ...typed };
	const contact: Insertable<ContactTable> = {
		...person,
		id: newId(),
		structureId,
		accountId: null,
		searchText: searchTextOf(person),
		access: administrator ? 'none' : 'pending',
		role: 'user',
		formerAdministratorAt: administrator ? now : null,
		functionCheckedAt: null,
		requestedAt: null,
		refusalReason: '',
		createdAt: now
	};
	await transact({ db }, async (ctx) => {
		await ctx.db.insertInto('contact').values(contact).execute();
		for (const role of roles)
			await ctx.db
				.insertInto('plannedReferent')
				.values({ contactId: contact.id, role, structureId, sinceAt: now, namedBy: null })
				.execute();
	});
	return contact;
}
