import { sql } from 'kysely';
import './table.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import { patternsOf } from './search-text.ts';
import * as store from './store.ts';

const MOST_FOUND = 10;

/** Who may be given a role of a structure: its active contacts, found by what one types; at most 10, by last name. */
export function candidatesIn(db: Db | Trx, structureId: string, typed: string) {
	let query = db
		.selectFrom('contact')
		.select(['id', 'firstName', 'lastName', 'function', 'email'])
		.where('structureId', '=', structureId)
		.where('access', '=', 'active');
	for (const pattern of patternsOf(typed)) query = query.where(sql<boolean>`search_text like ${pattern} escape '\\'`);
	return query.orderBy('searchText').orderBy('id').limit(MOST_FOUND).execute();
}

/** How a contact of the structure stands, by name; undefined where there is none. */
export async function contactFor(db: Db | Trx, structureId: string, id: string) {
	const contact = await store.find(db, structureId, id);
	return contact && { name: `${contact.firstName} ${contact.lastName}`, access: contact.access };
}
