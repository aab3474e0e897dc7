import './table.ts';
import { sql } from 'kysely';
import { prepared, type Db, type Trx } from '#server/platform/db.ts';

/** A stretch of time, without its end. */
type Span = { beginsAt: string; endsAt: string };

/** How many tickets were opened and closed in a span of whole hours; a ticket closed twice was closed twice. */
export async function ticketsIn(db: Db | Trx, span: Span): Promise<{ opened: number; closed: number }> {
	const [row] = await inSpan(db, { beginsAt: span.beginsAt, endsAt: span.endsAt });
	return { opened: Number(row?.opened ?? 0), closed: Number(row?.closed ?? 0) };
}

const hourOf = (moment: string) => sql<string>`substr(${moment}, 1, 13)`;

const inSpan = prepared((db, { beginsAt, endsAt }: Span) =>
	db
		.selectFrom('ticketHour')
		.select((eb) => [eb.fn.sum<number>('opened').as('opened'), eb.fn.sum<number>('closed').as('closed')])
		.where('hour', '>=', hourOf(beginsAt))
		.where('hour', '<', hourOf(endsAt))
);

export interface FirstAnswers {
	answers: number;
	/** Half of them took no longer; null where there were none. */
	medianSeconds: number | null;
	/** Nine in ten took no longer. */
	mostSeconds: number | null;
}

/** How long the first answers given in a span had taken, nights and weekends included. Reads them all. */
export async function firstAnswersIn(db: Db | Trx, { beginsAt, endsAt }: Span): Promise<FirstAnswers> {
	const row = await firstAnswers(db, { beginsAt, endsAt }).executeTakeFirstOrThrow();
	return { answers: Number(row.answers), medianSeconds: row.medianSeconds, mostSeconds: row.mostSeconds };
}

/** By the nearest rank: a figure that one of the answers really took. */
export const firstAnswers = (db: Db | Trx, { beginsAt, endsAt }: Span) =>
	db
		.with('answered', (db) =>
			db
				.selectFrom('ticket')
				.select(sql<number>`max(unixepoch(first_replied_at) - unixepoch(created_at), 0)`.as('seconds'))
				.where('firstRepliedAt', 'is not', null)
				.where('firstRepliedAt', '>=', beginsAt)
				.where('firstRepliedAt', '<', endsAt)
		)
		.with('ranked', (db) =>
			db
				.selectFrom('answered')
				.select([
					'seconds',
					sql<number>`row_number() over (order by seconds)`.as('rank'),
					sql<number>`count(*) over ()`.as('answers')
				])
		)
		.selectFrom('ranked')
		.select([
			(eb) => eb.fn.countAll<number>().as('answers'),
			sql<number | null>`max(case when rank = (answers + 1) / 2 then seconds end)`.as('medianSeconds'),
			sql<number | null>`max(case when rank = (answers * 9 + 9) / 10 then seconds end)`.as('mostSeconds')
		]);
