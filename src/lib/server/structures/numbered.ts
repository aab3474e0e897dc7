import './table.ts';
import type { Db, Trx } from '#server/platform/db.ts';

/** Which structures have some customer numbers, as they are kept: by number. */
export async function structuresNumbered(db: Db | Trx, numbers: readonly string[]) {
	const AT_ONCE = 500;
	const found = new Map<string, { id: string; name: string }>();
	for (let from = 0; from < numbers.length; from += AT_ONCE) {
		const rows = await db
			.selectFrom('structure')
			.select(['id', 'name', 'customerNumber'])
			.where('customerNumber', 'in', numbers.slice(from, from + AT_ONCE))
			.execute();
		for (const { customerNumber, ...structure } of rows) found.set(customerNumber, structure);
	}
	return found;
}

/** The first customer number in a stretch of their order; undefined where there is none. */
export const numberBetween = async (db: Db | Trx, from: string, before: string): Promise<string | undefined> =>
	(
		await db
			.selectFrom('structure')
			.select('customerNumber')
			.where('customerNumber', '>=', from)
			.where('customerNumber', '<', before)
			.orderBy('customerNumber')
			.limit(1)
			.executeTakeFirst()
	)?.customerNumber;
