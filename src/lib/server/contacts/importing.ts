import type { Civility } from '#lib/schemas/person.ts';
import type { ReferentRole } from '#lib/schemas/referent-roles.ts';
import type { AccountIdentity } from '#server/platform/access.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import { nameReferent, vacateRole } from './referents.ts';
import * as referentStore from './referent-store.ts';
import { searchTextOf } from './search-text.ts';
import * as store from './store.ts';

type Bringing = { db: Trx; now(): string; actor?: { account: AccountIdentity | null } };

/** Somebody as they are brought from elsewhere, in one structure. */
export interface BroughtContact {
	id: string;
	structureId: string;
	/** Lower-case. */
	email: string;
	civility: Civility;
	firstName: string;
	lastName: string;
	function: string;
	phone: string;
	/** An administrator of the old portal: one here too, from their first proof on. */
	administrator: boolean;
	roles: ReferentRole[];
}

/** Somebody listed as they are now. */
export interface ContactNow extends BroughtContact {
	/** Whether name and phone are the person's own, who has a login. */
	hasLogin: boolean;
	/** Whether they were shut out: no role can await them. */
	isKeptOut: boolean;
	/** Whether nobody has decided on their access, and they never came: what was brought of it may be brought otherwise. */
	untouched: boolean;
}

const keyOf = (structureId: string, email: string): string => `${structureId} ${email}`;

/** Who is listed under some addresses, in any structure, or has some ids; a few hundred at a time. */
export async function contactsNow(
	db: Db | Trx,
	wanted: { emails: readonly string[]; ids: readonly string[] }
): Promise<ContactNow[]> {
	const rows = await db
		.selectFrom('contact')
		.select([
			'id',
			'structureId',
			'accountId',
			'email',
			'civility',
			'firstName',
			'lastName',
			'function',
			'phone',
			'access',
			'role',
			'formerAdministratorAt',
			'decidedAt',
			'invitedAt'
		])
		.where((eb) => eb.or([eb('email', 'in', wanted.emails), eb('id', 'in', wanted.ids)]))
		.execute();
	if (rows.length === 0) return [];
	const ids = rows.map(({ id }) => id);
	const roles = Map.groupBy(
		[
			...(await referentStore.rolesAmong(db, 'referent', ids)),
			...(await referentStore.rolesAmong(db, 'plannedReferent', ids))
		],
		({ contactId }) => contactId
	);
	return rows.map(({ accountId, access, role, formerAdministratorAt, decidedAt, invitedAt, ...person }) => ({
		...person,
		administrator: role === 'administrator' || formerAdministratorAt !== null,
		roles: [...new Set((roles.get(person.id) ?? []).map((one) => one.role))].sort(),
		hasLogin: accountId !== null,
		isKeptOut: access === 'locked' || access === 'refused',
		untouched:
			accountId === null && decidedAt === null && invitedAt === null && (access === 'none' || access === 'pending')
	}));
}

/** Who is the DPO of each structure that has one. */
export async function dposNow(db: Db | Trx): Promise<Map<string, { contactId: string; name: string }>> {
	const rows = await db
		.selectFrom('referent')
		.innerJoin('contact', 'contact.id', 'referent.contactId')
		.select(['referent.structureId', 'contact.id as contactId', 'contact.firstName', 'contact.lastName'])
		.where('referent.role', '=', 'dpo')
		.execute();
	return new Map(
		rows.map(({ structureId, contactId, firstName, lastName }) => [
			structureId,
			{ contactId, name: `${firstName} ${lastName}`.trim() }
		])
	);
}

/** Whoever was taken off a list, by `structure address`: few people, of all structures. */
export async function removedContacts(db: Db | Trx): Promise<Set<string>> {
	const rows = await db.selectFrom('removedContact').select(['structureId', 'email']).execute();
	return new Set(rows.map(({ structureId, email }) => keyOf(structureId, email)));
}

/**
 * Lists people nobody knew, a few hundred at a time: they wait for validation, and administrators of the old portal for
 * themselves (product.md, section 3). Nobody is reminded of whoever has not asked for anything yet.
 */
export async function bringContacts({ db, now, actor }: Bringing, brought: readonly BroughtContact[]): Promise<void> {
	const at = now();
	await db
		.insertInto('contact')
		.values(
			brought.map(({ administrator, roles: _, ...person }) => ({
				...person,
				searchText: searchTextOf(person),
				...accessOf(administrator, at),
				role: 'user' as const,
				functionCheckedAt: person.function ? at : null,
				refusalReason: '',
				createdAt: at
			}))
		)
		.execute();
	const planned = brought.flatMap(({ id, structureId, roles }) =>
		roles.map((role) => ({
			contactId: id,
			role,
			structureId,
			sinceAt: at,
			namedBy: actor?.account?.id ?? null
		}))
	);
	if (planned.length > 0) await db.insertInto('plannedReferent').values(planned).execute();
}

/** How somebody brought stands before they came. */
const accessOf = (administrator: boolean, at: string) =>
	({ access: administrator ? 'none' : 'pending', formerAdministratorAt: administrator ? at : null }) as const;

/** Changes what was brought of somebody listed. */
export async function bringChanges(
	ctx: Bringing,
	contact: ContactNow,
	{ administrator, roles, ...written }: Partial<Omit<BroughtContact, 'id' | 'structureId' | 'email'>>
): Promise<void> {
	const at = ctx.now();
	await store.update(ctx.db, contact.id, {
		...written,
		searchText: searchTextOf({ ...contact, ...written }),
		...(administrator === undefined ? {} : accessOf(administrator, at)),
		...(written.function === undefined ? {} : { functionCheckedAt: written.function ? at : null })
	});
	if (!roles) return;
	const [origin, { structureId, id: contactId }] = [{ origin: 'import' as const }, contact];
	for (const role of contact.roles.filter((one) => !roles.includes(one)))
		await vacateRole(ctx, { structureId, contactId, role }, origin);
	for (const role of roles.filter((one) => !contact.roles.includes(one)))
		await nameReferent(ctx, { structureId, contactId, role }, origin);
}
