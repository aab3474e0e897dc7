import './table.ts';
import type { Selectable } from 'kysely';
import type { ReferentRole } from '#lib/schemas/referent-roles.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import type { ReferentTable } from './table.ts';

type Any = Db | Trx;
export type Which = 'referent' | 'plannedReferent';

export const rolesOf = async (db: Any, which: Which, contactId: string): Promise<Selectable<ReferentTable>[]> =>
	db.selectFrom(which).selectAll().where('contactId', '=', contactId).execute();

export const dpoOf = (db: Any, structureId: string) =>
	db
		.selectFrom('referent')
		.innerJoin('contact', 'contact.id', 'referent.contactId')
		.select(['contact.id', 'contact.firstName', 'contact.lastName', 'referent.sinceAt'])
		.where('referent.structureId', '=', structureId)
		.where('referent.role', '=', 'dpo')
		.executeTakeFirst();

export const add = (db: Trx, which: Which, row: Selectable<ReferentTable>) =>
	db
		.insertInto(which)
		.values(row)
		.onConflict((c) => c.columns(['contactId', 'role']).doNothing())
		.execute();

/** Returns whether there was one to take away. */
export const take = async (db: Trx, which: Which, contactId: string, role: ReferentRole): Promise<boolean> => {
	const { numDeletedRows } = await db
		.deleteFrom(which)
		.where('contactId', '=', contactId)
		.where('role', '=', role)
		.executeTakeFirstOrThrow();
	return numDeletedRows > 0n;
};

/** The roles of some contacts, held or planned. */
export const rolesAmong = (db: Any, which: Which, contactIds: readonly string[]) =>
	db.selectFrom(which).select(['contactId', 'role']).where('contactId', 'in', contactIds).orderBy('role').execute();

/** Who holds which role in a structure. */
export const rolesIn = (db: Any, structureId: string) =>
	db.selectFrom('referent').select(['contactId', 'role']).where('structureId', '=', structureId).execute();

/** The roles of a structure that somebody holds, or is to hold. */
export const rolesTaken = async (db: Any, structureId: string): Promise<Set<ReferentRole>> => {
	const rows = await db
		.selectFrom('referent')
		.select('role')
		.where('structureId', '=', structureId)
		.union(db.selectFrom('plannedReferent').select('role').where('structureId', '=', structureId))
		.execute();
	return new Set(rows.map(({ role }) => role));
};

/** Who holds, or is to hold, each role in a structure, the longest first. */
export const holdersIn = (db: Any, which: Which, structureId: string) =>
	db
		.selectFrom(which)
		.innerJoin('contact', 'contact.id', `${which}.contactId`)
		.select([
			`${which}.role`,
			`${which}.sinceAt`,
			'contact.id as contactId',
			'contact.civility',
			'contact.firstName',
			'contact.lastName',
			'contact.email',
			'contact.phone',
			'contact.function',
			'contact.access'
		])
		.where(`${which}.structureId`, '=', structureId)
		.orderBy(`${which}.sinceAt`)
		.execute();
