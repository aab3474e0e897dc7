import { m } from '#lib/paraglide/messages.js';

type Words = (inputs: { count: number }) => string;

/** Up to here minutes are counted, beyond hours. */
const MOST_MINUTES = 120;

/** @param rate messages an hour */
function durationOf(people: number, rate: number, minutes: Words, hours: Words): string {
	const count = Math.max(1, Math.ceil((people * 60) / rate));
	return count <= MOST_MINUTES ? minutes({ count }) : hours({ count: Math.ceil(count / 60) });
}

/** How long it will take to write to so many. */
export const timeFor = (people: number, rate: number): string =>
	durationOf(people, rate, m.mailings_minutes, m.mailings_hours);

/** How long it will still take. */
export const timeLeft = (people: number, rate: number): string =>
	durationOf(people, rate, m.mailings_minutes_left, m.mailings_hours_left);
