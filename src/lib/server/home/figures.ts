import { activeAccountsBy } from '#server/accounts/domain.ts';
import { activationBy } from '#server/imports/domain.ts';
import type { Base, Ctx } from '#server/platform/context.ts';
import { lastWeeks } from '#server/platform/weeks.ts';
import { firstAnswersBy, keepFirstAnswers, ticketsIn } from '#server/tickets/domain.ts';

const WEEKS = 12;

const weeksOf = ({ now, settings }: Pick<Base, 'now' | 'settings'>) => lastWeeks(now(), settings.timeZone, WEEKS);

/**
 * Tickets, first answers and accounts by week, the one under way last; a week without answers has no durations. `brought`
 * are those of the old portal, where there are any.
 */
export async function weeklyFigures(ctx: Ctx<'staff'>) {
	const weeks = weeksOf(ctx);
	const answers = await firstAnswersBy(ctx.db, weeks);
	const accounts = await activeAccountsBy(ctx.db, weeks);
	const brought = await activationBy(ctx.db, weeks);
	const figures = [];
	for (const [index, week] of weeks.entries())
		figures.push({
			monday: week.monday,
			...(await ticketsIn(ctx.db, week)),
			...answers[index]!,
			...accounts[index]!,
			brought: brought?.[index] ?? null
		});
	return figures;
}

/** Keeps what was expensive to read of the weeks that are over. */
export const keepFigures = (base: Base): Promise<void> => keepFirstAnswers(base, weeksOf(base));
