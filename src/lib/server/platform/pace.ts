import { after } from './limits.ts';

/** What a stop of the portal, or a slow round, may make good: the rate is never a flood afterwards. */
const MADE_GOOD_SECONDS = 60;
/** Mails that cannot leave pile up for so long at most: then whoever sends them waits for the mail server. */
const MOST_WAITING_SECONDS = 300;
const LEAST_WAITING = 5;
/** So many at most, whatever the rate: they leave even if it is stopped. */
const MOST_WAITING = 400;
/** A short transaction: a mail that has just left is noted as sent behind it. */
const AT_ONCE = 50;
/** A look again at a list that has come to its end, for who is added to it. */
const LOOK_AGAIN_SECONDS = 30;

/** How many mails sent at a rate an hour may be on their way at a time. */
export const mostWaiting = (rate: number): number =>
	Math.min(MOST_WAITING, Math.max(LEAST_WAITING, Math.ceil((rate * MOST_WAITING_SECONDS) / 3600)));

/** Mails sent little by little: how fast, when the next may leave, and what is on its way. */
export interface Paced {
	rate: number;
	nextAt: string;
	/** How many wait for the mail server. */
	waiting: number;
	/** Whether any is still to leave or be given up: the last may take two days. */
	queued: boolean;
}

/**
 * Hands out the next mails, no more than the rate allows by now and no more than may be on their way at a time; to be
 * called as often as one likes, in a transaction. `next` gives up to so many people, `send` takes one. Returns how many
 * it was, when the next may leave, and whether nothing is left to do.
 */
export async function handOut<P>(
	now: string,
	{ rate, nextAt, waiting, queued }: Paced,
	{ next, send }: { next(most: number): Promise<P[]>; send(person: P): Promise<void> }
): Promise<{ count: number; nextAt: string; ended: boolean }> {
	const seconds = 3600 / rate;
	const from = [nextAt, after(now, -MADE_GOOD_SECONDS)].sort().at(-1)!;
	const allowed = Math.floor((Date.parse(now) - Date.parse(from)) / 1000 / seconds) + 1;
	const most = Math.max(0, Math.min(allowed, mostWaiting(rate) - waiting, AT_ONCE));
	const people = most > 0 ? await next(most) : [];
	for (const person of people) await send(person);
	const isLast = people.length < most;
	return {
		count: people.length,
		// With nobody left it only waits for the last to leave: whoever looks may see that it has ended.
		nextAt: !isLast
			? after(from, people.length * seconds)
			: people.length > 0
				? after(now, Math.min(seconds, LOOK_AGAIN_SECONDS))
				: now,
		ended: most > 0 && !queued && people.length === 0
	};
}
