import './table.ts';
import { sql } from 'kysely';
import { prepared, type Db, type Trx } from '#server/platform/db.ts';
import { countedBack, type Week } from '#server/platform/weeks.ts';

/**
 * Of the people brought from the old portal, how many chose a password here in each week, and how many had at its end; null
 * where nobody was ever brought. One an address, however many structures; who was removed since is no longer among them.
 */
export async function activationBy(
	db: Db | Trx,
	weeks: readonly Week[]
): Promise<{ people: number; came: number; total: number }[] | null> {
	const people = await counterOf(db, 'brought_people');
	if (people === 0) return null;
	const came: number[] = [];
	for (const { beginsAt, endsAt } of weeks) came.push(Number((await cameIn(db, { beginsAt, endsAt }))[0]?.came ?? 0));
	return countedBack(came, await counterOf(db, 'brought_activated')).map((week) => ({ people, ...week }));
}

const counterOf = async (db: Db | Trx, name: string) => Number((await counted(db, { name }))[0]?.value ?? 0);

const counted = prepared((db, { name }: { name: string }) =>
	db.selectFrom('counter').select('value').where('name', '=', name)
);

const hourOf = (moment: string) => sql<string>`substr(${moment}, 1, 13)`;

const cameIn = prepared((db, { beginsAt, endsAt }: { beginsAt: string; endsAt: string }) =>
	db
		.selectFrom('broughtHour')
		.select((eb) => eb.fn.sum<number>('activated').as('came'))
		.where('hour', '>=', hourOf(beginsAt))
		.where('hour', '<', hourOf(endsAt))
);
