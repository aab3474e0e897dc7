import type { Ctx } from '#server/platform/context.ts';
import * as store from './store.ts';

const MONTHS = 12;

/** How satisfied customers were, by the month they said it, over a year; months without a word have no average. */
export async function averages(ctx: Ctx<'staff'>, { before }: { before?: string | undefined }) {
	const months = lastMonths(ctx.now());
	const since = `${months[0]}-01T00:00:00.000Z`;
	const known = new Map((await store.byMonth(ctx.db, since).execute()).map((row) => [row.month, row]));
	const scores = new Map(
		(await store.byScore(ctx.db, since).execute()).map(({ score, count }) => [score, Number(count)])
	);
	const rows = await store.comments(ctx.db, before).execute();
	const comments = rows.slice(0, store.ON_A_PAGE).map(({ firstName, lastName, ...comment }) => ({
		...comment,
		name: `${firstName} ${lastName}`
	}));
	const count = [...scores.values()].reduce((sum, some) => sum + some, 0);
	const sum = [...scores].reduce((total, [score, some]) => total + score * some, 0);
	return {
		months: months.map((month) => {
			const found = known.get(month);
			return { month, count: Number(found?.count ?? 0), average: found ? Number(found.average) : null };
		}),
		scores: [5, 4, 3, 2, 1].map((score) => ({ score, count: scores.get(score) ?? 0 })),
		count,
		average: count > 0 ? sum / count : null,
		comments,
		next: rows.length > store.ON_A_PAGE ? comments.at(-1)!.createdAt : null
	};
}

function lastMonths(now: string): string[] {
	const [year, month] = [Number(now.slice(0, 4)), Number(now.slice(5, 7))];
	return Array.from({ length: MONTHS }, (_, index) =>
		new Date(Date.UTC(year, month - MONTHS + index, 1)).toISOString().slice(0, 7)
	);
}
