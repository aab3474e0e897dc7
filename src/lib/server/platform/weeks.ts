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
	const bounds = mondays.map((day) => midnightOf(day, timeZone));
	return mondays
		.slice(0, count)
		.map((monday, index) => ({ monday, beginsAt: bounds[index]!, endsAt: bounds[index + 1]! }));
}

const dayOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10);

/** When a day begins in a time zone. */
function midnightOf(day: string, timeZone: string): string {
	const wall = Date.parse(`${day}T00:00:00Z`);
	// What the clocks showed about then, then what they showed at that moment: they may change in between.
	const about = wall - offsetAt(wall, timeZone);
	return new Date(wall - offsetAt(about, timeZone)).toISOString();
}

/** How far the clocks of a time zone are ahead of UTC, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
	const wall = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(moment);
	return Date.parse(`${wall.replace(' ', 'T')}Z`) - Math.floor(moment / 1000) * 1000;
}
