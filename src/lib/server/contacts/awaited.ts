import './table.ts';
import type { Selectable } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';
import type { ContactTable } from './table.ts';

/**
 * The contacts listed under an address that wait for their person to come: everybody but whoever is kept out, and those
 * whom nobody invited. What they get on coming is decided by `arrive`.
 */
export const awaitedUnder = (
	db: Db | Trx,
	email: string
): Promise<(Selectable<ContactTable> & { structureName: string })[]> =>
	db
		.selectFrom('contact')
		.innerJoin('structure', 'structure.id', 'contact.structureId')
		.selectAll('contact')
		.select('structure.name as structureName')
		.where('contact.email', '=', email)
		.where((eb) =>
			eb.or([
				eb('contact.access', 'in', ['pending', 'invited', 'active']),
				eb.and([eb('contact.access', '=', 'none'), eb('contact.formerAdministratorAt', 'is not', null)])
			])
		)
		.orderBy('structure.name')
		.orderBy('contact.id')
		.execute();
