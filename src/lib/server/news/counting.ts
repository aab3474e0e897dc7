import './table.ts';
import { setImmediate as letOthersPass } from 'node:timers/promises';
import { sql, type RawBuilder } from 'kysely';
import type { Db } from '#server/platform/db.ts';
import { isReader, type Audience } from './audience.ts';

/** As many are looked at in one go, a few milliseconds, before everybody else's requests pass. */
const IN_A_GO = 1000;
/** Far more audiences than are looked at between two changes of who may read. */
const MOST_KEPT = 500;

/**
 * What was counted, while nothing of it changed: the database says so by a number that grows with whatever changes who
 * may read. Held by this process alone, since it is but a count; by database, since tests have several.
 */
const kept = new WeakMap<Db, Map<string, { at: string; count: Promise<number> }>>();

function once(db: Db, what: string, at: string, count: () => Promise<number>): Promise<number> {
	const counts = kept.get(db) ?? new Map<string, { at: string; count: Promise<number> }>();
	kept.set(db, counts);
	const known = counts.get(what);
	if (known?.at === at) return known.count;
	if (counts.size >= MOST_KEPT) counts.clear();
	const entry = { at, count: count() };
	counts.set(what, entry);
	// What failed is tried anew, by whoever asks next.
	entry.count.catch(() => counts.get(what) === entry && counts.delete(what));
	return entry.count;
}

const nameOf = ({ products, roles }: Audience): string => JSON.stringify([[...products].sort(), [...roles].sort()]);

async function revisionOf(db: Db): Promise<string> {
	const { value } = await db
		.selectFrom('counter')
		.select('value')
		.where('name', '=', 'news_readers')
		.executeTakeFirstOrThrow();
	return String(value);
}

/** How many people an audience is now, in how many structures. */
export async function reach(db: Db, audience: Audience): Promise<{ people: number; structures: number }> {
	const [name, at] = [nameOf(audience), await revisionOf(db)];
	return {
		people: await once(db, `people ${name}`, at, () => countPeople(db, audience)),
		structures: await once(db, `structures ${name}`, at, () => countStructures(db, audience))
	};
}

/** How many of those an item is meant for now have said that they have read it; `said` is how many ever did. */
export const countDone = async (db: Db, newsId: string, said: number, audience: Audience): Promise<number> =>
	once(db, `done ${newsId} ${nameOf(audience)}`, `${await revisionOf(db)} ${said}`, () =>
		inSlices<string>(
			db,
			'',
			(after) => sql`select account_id as mark from news_acknowledgement
				where news_id = ${newsId} and account_id > ${after} order by account_id limit ${IN_A_GO}`,
			readsIt(audience)
		)
	);

const countPeople = (db: Db, audience: Audience): Promise<number> =>
	inSlices<string>(
		db,
		'',
		(after) => sql`select distinct account_id as mark from contact indexed by contact_reading_person
			where access = 'active' and account_id is not null and account_id > ${after}
			order by account_id limit ${IN_A_GO}`,
		readsIt(audience)
	);

const countStructures = (db: Db, audience: Audience): Promise<number> =>
	inSlices<number>(
		db,
		0,
		(after) =>
			sql`select id as mark, structure_id from structure_standing where id > ${after} order by id limit ${IN_A_GO}`,
		sql<boolean>`exists (select 1 from contact reader
			where reader.structure_id = walked.structure_id and ${READS} and ${isReader('reader', audience)})`
	);

/** Written out, so that an index of those who can read is the one that is read. */
const READS = sql`reader.access = 'active' and reader.account_id is not null`;

const readsIt = (audience: Audience) =>
	sql<boolean>`exists (select 1 from contact reader indexed by contact_reading_person
		where reader.account_id = walked.mark and ${READS} and ${isReader('reader', audience)})`;

/** Counts those of a long list for whom something is true, slice by slice, in the order of what marks them. */
async function inSlices<M extends string | number>(
	db: Db,
	from: M,
	slice: (after: M) => RawBuilder<unknown>,
	counts: RawBuilder<boolean>
): Promise<number> {
	let total = 0;
	for (let after = from; ;) {
		const { rows } = await sql<{ count: number; walked: number; last: M }>`
			select count(*) filter (where ${counts}) as count, count(*) as walked, max(walked.mark) as last
			from (${slice(after)}) walked`.execute(db);
		const { count, walked, last } = rows[0]!;
		total += Number(count);
		if (Number(walked) < IN_A_GO) return total;
		after = last;
		await letOthersPass();
	}
}
