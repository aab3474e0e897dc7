import { listedUnder, standingsOf } from '#server/contacts/domain.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import { structureOf } from '#server/structures/domain.ts';
import * as store from './store.ts';

/**
 * The structures an address is a customer's of, with or without an account: nobody stands on both sides, so whoever has
 * some is not made staff.
 */
export async function structuresOfCustomer(db: Db | Trx, email: string): Promise<string[]> {
	const account = await store.findByEmail(db, email);
	const own = account ? (await standingsOf(db, account)).structures.map(({ name }) => name) : [];
	const names = new Set(own);
	for (const { structureId } of await listedUnder(db, email)) names.add((await structureOf(db, structureId)).name);
	return [...names];
}
