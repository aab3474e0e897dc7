import './table.ts';
import { sql } from 'kysely';
import { prepared, type Db, type Trx } from '#server/platform/db.ts';
import { countedBack, type Week } from '#server/platform/weeks.ts';

/** Customers with a login they chose a password for: how many came in each week, and how many there were at its end. */
export async function activeAccountsBy(
	db: Db | Trx,
	weeks: readonly Week[]
): Promise<{ came: number; total: number }[]> {
	const came: number[] = [];
	for (const { beginsAt, endsAt } of weeks) came.push(Number((await cameIn(db, { beginsAt, endsAt }))[0]?.came ?? 0));
	const [row] = await active(db, { name: 'active_accounts' });
	return countedBack(came, Number(row?.value ?? 0));
}

const hourOf = (moment: string) => sql<string>`substr(${moment}, 1, 13)`;

const cameIn = prepared((db, { beginsAt, endsAt }: { beginsAt: string; endsAt: string }) =>
	db
		.selectFrom('accountHour')
		.select((eb) => eb.fn.sum<number>('activated').as('came'))
		.where('hour', '>=', hourOf(beginsAt))
		.where('hour', '<', hourOf(endsAt))
);

const active = prepared((db, { name }: { name: string }) =>
	db.selectFrom('counter').select('value').where('name', '=', name)
);
