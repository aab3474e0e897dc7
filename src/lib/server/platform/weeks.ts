import { momentAt } from './wall-clock.ts';

const DAY_MS = 86_400_000;

/** From one Monday's midnight to the next, somewhere. */
export interface Week {
	/** Its Monday, such as 2026-11-23. */
	monday: string;
	beginsAt: string;
	/** The moment it is over, which is no longer of it. */
	endsAt: string;
}

/** The last weeks of a time zone, the one under way last. A week that changes the clocks is an hour shorter or longer. */
export function lastWeeks(now: string, timeZone: string, count: number): Week[] {
	const today = new Intl.DateTimeFormat('sv', { timeZone }).format(new Date(now));
	const monday = Date.parse(today) - ((new Date(today).getUTCDay() + 6) % 7) * DAY_MS;
	const mondays = Array.from({ length: count + 1 }, (_, index) => dayOf(monday + (index + 1 - count) * 7 * DAY_MS));
	const bounds = mondays.map((day) => momentAt(`${day}T00:00`, timeZone));
	return mondays
		.slice(0, count)
		.map((monday, index) => ({ monday, beginsAt: bounds[index]!, endsAt: bounds[index + 1]! }));
}

const dayOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10);

/** How many there were at the end of each week, from how many came in each: backwards from today, a week had as many less before. */
export function countedBack(came: readonly number[], now: number): { came: number; total: number }[] {
	let total = now;
	return came
		.toReversed()
		.map((some) => {
			const week = { came: some, total: Math.max(0, total) };
			total -= some;
			return week;
		})
		.reverse();
}
