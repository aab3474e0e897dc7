import { sql } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';
import type { ContactRow } from './contact-rows.ts';

const AT_ONCE = 500;

/**
 * Where the people of a file wait, once read and checked, until they are written: in a temporary table of this connection
 * alone, so that a file of any size takes little memory, and nobody else's writing waits meanwhile.
 */
export async function stage(db: Db): Promise<{ add(row: ContactRow): Promise<void>; end(): Promise<number> }> {
	// Written and read once, in order: two megabytes of it in memory are plenty (16 otherwise).
	await sql`pragma temp.cache_size = -2000`.execute(db);
	await sql`create temp table if not exists staged_contact (line integer primary key, value text not null)`.execute(db);
	await sql`delete from staged_contact`.execute(db);
	let waiting: { line: number; value: string }[] = [];
	let total = 0;
	const flush = async () => {
		if (waiting.length > 0) await db.insertInto('stagedContact').values(waiting).execute();
		total += waiting.length;
		waiting = [];
	};
	return {
		async add(row) {
			waiting.push({ line: row.line, value: JSON.stringify(row) });
			if (waiting.length === AT_ONCE) await flush();
		},
		async end() {
			await flush();
			return total;
		}
	};
}

/** The staged people in their order, a few hundred at a time. */
export async function* staged(db: Db | Trx): AsyncGenerator<ContactRow[]> {
	for (let after = 0; ;) {
		const rows = await db
			.selectFrom('stagedContact')
			.select(['line', 'value'])
			.where('line', '>', after)
			.orderBy('line')
			.limit(AT_ONCE)
			.execute();
		if (rows.length === 0) return;
		after = rows.at(-1)!.line;
		yield rows.map(({ value }) => JSON.parse(value) as ContactRow);
	}
}

/** Forgets them. */
export const unstage = (db: Db) => sql`drop table if exists staged_contact`.execute(db);
