import './table.ts';
import type { Db, Trx } from '#server/platform/db.ts';

/** Lists that staff put in order, and out of which things are retired: each with the same three columns. */
type Ordered = 'replyTemplate' | 'ticketCategory' | 'product';

/** Those in use, first to last. */
const inUse = (db: Db | Trx, list: Ordered) =>
	db
		// Any of them has these columns; Kysely cannot say so of several tables at once.
		.selectFrom(list as 'product')
		.select(['id', 'position'])
		.where('retiredAt', 'is', null)
		.orderBy('position')
		.orderBy('id')
		.execute();

const setPlace = (db: Trx, list: Ordered, id: string, values: { position?: number; retiredAt?: string | null }) =>
	db
		.updateTable(list as 'product')
		.set(values)
		.where('id', '=', id)
		.execute();

/** The place behind all others in use. */
export const lastPlace = async (db: Trx, list: Ordered): Promise<number> =>
	((await inUse(db, list)).at(-1)?.position ?? 0) + 1;

/** Exchanges the place of one in use with its neighbour's. At the end of the list nothing happens. Says whether something did. */
export async function move(db: Trx, list: Ordered, id: string, direction: 'up' | 'down'): Promise<boolean> {
	const all = await inUse(db, list);
	const from = all.findIndex((one) => one.id === id);
	const to = direction === 'up' ? from - 1 : from + 1;
	if (from < 0 || to < 0 || to >= all.length) return false;
	const [moved] = all.splice(from, 1);
	all.splice(to, 0, moved!);
	for (const [index, one] of all.entries())
		if (one.position !== index + 1) await setPlace(db, list, one.id, { position: index + 1 });
	return true;
}

export const retire = (db: Trx, list: Ordered, id: string, now: string) => setPlace(db, list, id, { retiredAt: now });

/** In use again, at the end of the list. */
export const bringBack = async (db: Trx, list: Ordered, id: string) =>
	setPlace(db, list, id, { position: await lastPlace(db, list), retiredAt: null });
