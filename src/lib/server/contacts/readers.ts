import './table.ts';
import type { ReferentRole } from '#lib/schemas/referent-roles.ts';
import type { ContactRole } from '#server/platform/access.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import * as referentStore from './referent-store.ts';

/** The roles a contact holds at this moment. */
export const rolesHeldBy = async (db: Db | Trx, contactId: string): Promise<ReferentRole[]> =>
	(await referentStore.rolesOf(db, 'referent', contactId)).map(({ role }) => role);

/** Somebody validated in a structure, with a login to be told under. */
export interface ActivePerson {
	structureId: string;
	accountId: string;
	email: string;
	locale: 'fr' | 'en';
	firstName: string;
	role: ContactRole;
	roles: ReferentRole[];
}

const AT_ONCE = 500;

/** Everybody validated in some structures; `accountId` asks for one person alone. */
export async function activePeopleIn(
	db: Db | Trx,
	structureIds: readonly string[],
	accountId?: string
): Promise<ActivePerson[]> {
	const people: ActivePerson[] = [];
	for (let from = 0; from < structureIds.length; from += AT_ONCE) {
		const some = structureIds.slice(from, from + AT_ONCE);
		const rows = await db
			.selectFrom('contact')
			.innerJoin('account', 'account.id', 'contact.accountId')
			.select(['contact.id', 'contact.structureId', 'contact.role', 'account.id as accountId'])
			.select(['account.email', 'account.locale', 'account.firstName'])
			.where('contact.structureId', 'in', some)
			.where('contact.access', '=', 'active')
			.$if(accountId !== undefined, (q) => q.where('contact.accountId', '=', accountId!))
			.execute();
		const held = await db
			.selectFrom('referent')
			.select(['contactId', 'role'])
			.where('structureId', 'in', some)
			.execute();
		const roles = Map.groupBy(held, ({ contactId }) => contactId);
		for (const { id, ...person } of rows)
			people.push({ ...person, roles: (roles.get(id) ?? []).map(({ role }) => role) });
	}
	return people;
}

/** Those of some structures where somebody holds a role, since a moment at the latest. */
export async function structuresWithHolder(
	db: Db | Trx,
	structureIds: readonly string[],
	role: ReferentRole,
	since: string
): Promise<Set<string>> {
	const found = new Set<string>();
	for (let from = 0; from < structureIds.length; from += AT_ONCE) {
		const rows = await db
			.selectFrom('referent')
			.select('structureId')
			.where('structureId', 'in', structureIds.slice(from, from + AT_ONCE))
			.where('role', '=', role)
			.where('sinceAt', '<=', since)
			.execute();
		for (const { structureId } of rows) found.add(structureId);
	}
	return found;
}

/** Where somebody is validated at this moment. */
export const structuresOfActive = async (db: Db | Trx, accountId: string): Promise<string[]> =>
	(
		await db
			.selectFrom('contact')
			.select('structureId')
			.where('accountId', '=', accountId)
			.where('access', '=', 'active')
			.execute()
	).map(({ structureId }) => structureId);
