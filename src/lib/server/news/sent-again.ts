import type { CreateNewsInput } from '#lib/schemas/news.ts';
import { wallClockOf } from '#server/platform/wall-clock.ts';
import type { Before } from './checking.ts';

/** Whether a form says what it said when its item was made: sent twice, rather than finished after an answer that was lost. */
export function saysTheSame(input: CreateNewsInput, { news, audience }: Before, timeZone: string): boolean {
	const shows = (moment: string | null, typed: string) =>
		typed === '' || (moment !== null && wallClockOf(moment, timeZone) === typed);
	const holds = (some: readonly string[], others: readonly string[]) =>
		some.length === others.length && some.every((one) => others.includes(one));
	return (
		input.title === news.title &&
		input.body === news.body &&
		input.alternative === news.pictureAlt &&
		input.publish === (news.releasedAt !== null) &&
		input.pinned === (news.pinnedAt !== null) &&
		input.acknowledge === (news.acknowledgementAskedAt !== null) &&
		input.audience === audience.audience &&
		holds(input.products, audience.products) &&
		holds(input.roles, audience.roles) &&
		shows(news.publishedAt, input.from) &&
		(input.until === '' ? news.withdrawnAt === null : shows(news.withdrawnAt, input.until))
	);
}
