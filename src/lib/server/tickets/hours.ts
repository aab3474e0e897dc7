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
	const [row] = await spansBefore(db, { beginsAt, endsAt });
	const spans = Float64Array.from(JSON.parse(row!.spans) as number[]).sort();
	return { answers: spans.length, medianSeconds: nearest(spans, 0.5), mostSeconds: nearest(spans, 0.9) };
}

/** By the nearest rank: a figure that one of the answers really took. */
const nearest = (sorted: Float64Array, part: number): number | null =>
	sorted[Math.ceil(sorted.length * part) - 1] ?? null;

/** In one text: thousands of rows take longer to be handed over than to be found. */
const spansBefore = prepared((db, { beginsAt, endsAt }: Span) =>
	db
		.selectFrom('ticket')
		.select(sql<string>`json_group_array(max(unixepoch(first_replied_at) - unixepoch(created_at), 0))`.as('spans'))
		.where('firstRepliedAt', 'is not', null)
		.where('firstRepliedAt', '>=', beginsAt)
		.where('firstRepliedAt', '<', endsAt)
);
