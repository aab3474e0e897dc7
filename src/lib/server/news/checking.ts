import { m } from '#lib/paraglide/messages.js';
import type { WrittenNews } from '#lib/schemas/news.ts';
import type { Base } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import { momentTyped, wallClockOf } from '#server/platform/wall-clock.ts';
import type { Audience } from './audience.ts';
import * as staffStore from './staff-store.ts';

/** From when and until when, as moments; null where the form leaves it open. */
export interface Dates {
	from: string | null;
	until: string | null;
}

/** The item a change is made to, as it is now. */
export interface Before {
	news: staffStore.News;
	audience: Audience;
}

/**
 * What is to be written, once all that its words allow is found right: who it is for, when, and a picture that is said in
 * words. Throws a refusal that names every field at fault.
 */
export async function checked(
	ctx: Pick<Base, 'db' | 'now' | 'settings'>,
	input: WrittenNews & { widened?: boolean; publish: boolean },
	before: Before | null
): Promise<Dates> {
	const fields: Record<string, string> = {};
	if (input.audience === 'public' && input.products.length + input.roles.length > 0)
		fields.audience = m.news_public_is_for_all();
	if ((await staffStore.knownProducts(ctx.db, input.products)) < input.products.length)
		fields.products = m.news_product_unknown();
	if (input.files.length > 1) fields.files = m.news_one_picture();
	const pictured = input.files.length > 0 || (before?.news.pictureHash && !input.removePicture);
	if (pictured && input.alternative === '') fields.alternative = m.news_alternative_missing();

	const dates = datesOf(ctx.settings.timeZone, input, before?.news ?? null);
	for (const name of ['from', 'until'] as const)
		if (input[name] !== '' && dates[name] === null) fields[name] = m.news_moment_wrong();
	// What was to come and has no beginning any more begins now.
	const begun = before?.news.releasedAt && before.news.publishedAt;
	const begins = dates.from ?? (begun ? (begun <= ctx.now() ? begun : ctx.now()) : null);
	if (dates.until && begins && dates.until <= begins) fields.until = m.news_dates_reversed();
	else if (dates.until && input.publish && dates.until <= ctx.now()) fields.until = m.news_until_past();

	// Of what has ended too: it may be brought back, then or later.
	if (before?.news.releasedAt && !input.widened && isWider(input, before.audience))
		fields.widened = m.news_widened_ask();
	if (Object.keys(fields).length > 0) throw new AppError('invalid', m.errors_invalid(), { fields });
	return dates;
}

export const hasEnded = ({ withdrawnAt }: staffStore.News, now: string): boolean =>
	withdrawnAt !== null && withdrawnAt <= now;

/** A clock that still shows what it was set to stands for the very moment it was set to; an hour it leaves out for none. */
function datesOf(timeZone: string, input: { from: string; until: string }, news: staffStore.News | null): Dates {
	const moment = (wall: string, was: string | null | undefined) =>
		wall === '' ? null : was && wallClockOf(was, timeZone) === wall ? was : momentTyped(wall, timeZone);
	return { from: moment(input.from, news?.publishedAt), until: moment(input.until, news?.withdrawnAt) };
}

/** Whether somebody might read it who could not before. */
export function isWider(after: Audience, before: Audience): boolean {
	if (before.audience === 'public') return false;
	const opens = (now: readonly string[], was: readonly string[]) =>
		was.length > 0 && (now.length === 0 || now.some((one) => !was.includes(one)));
	return after.audience === 'public' || opens(after.products, before.products) || opens(after.roles, before.roles);
}
