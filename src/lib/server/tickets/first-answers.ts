import './table.ts';
import type { Base } from '#server/platform/context.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import { after } from '#server/platform/limits.ts';
import type { Week } from '#server/platform/weeks.ts';
import { firstAnswersIn, type FirstAnswers } from './hours.ts';

const HOUR_SECONDS = 3600;

/**
 * How long first answers took, by the week they were given in. A first answer is given once and its ticket was opened
 * when it was, whatever becomes of it: a week that is over is read once, by {@link keepFirstAnswers}, and kept.
 */
export async function firstAnswersBy(db: Db | Trx, weeks: readonly Week[]): Promise<FirstAnswers[]> {
	const kept = await keptOf(db, weeks);
	const figures: FirstAnswers[] = [];
	for (const week of weeks) figures.push(kept.get(week.beginsAt) ?? (await firstAnswersIn(db, week)));
	return figures;
}

/** Keeps the figures of weeks that are over and were not read yet. */
export async function keepFirstAnswers({ db, now }: Pick<Base, 'db' | 'now'>, weeks: readonly Week[]): Promise<void> {
	const kept = await keptOf(db, weeks);
	// An answer may be on its way into the database when its week ends.
	const over = after(now(), -HOUR_SECONDS);
	for (const week of weeks) {
		if (week.endsAt > over || kept.has(week.beginsAt)) continue;
		await db
			.insertInto('firstAnswerWeek')
			.values({ beganAt: week.beginsAt, ...(await firstAnswersIn(db, week)) })
			.onConflict((c) => c.column('beganAt').doNothing())
			.execute();
	}
}

/** By when they began: in another time zone weeks are others. */
async function keptOf(db: Db | Trx, weeks: readonly Week[]): Promise<Map<string, FirstAnswers>> {
	const rows = await db
		.selectFrom('firstAnswerWeek')
		.selectAll()
		.where(
			'beganAt',
			'in',
			weeks.map(({ beginsAt }) => beginsAt)
		)
		.execute();
	return new Map(rows.map(({ beganAt, ...figures }) => [beganAt, figures]));
}
