/** How far the zone's clock is ahead of UTC, in milliseconds. */
export function offsetAt(utc: number, timeZone: string): number {
	const wall = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(utc);
	return Date.parse(`${wall.replace(' ', 'T')}Z`) - utc;
}

/**
 * The moment a clock of the zone shows a date and time such as `2026-11-27T08:30`; null for what is none, and for an hour
 * the clock leaves out in spring.
 */
export function momentAt(typed: string, timeZone: string): string | null {
	if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(typed)) return null;
	const wall = Date.parse(`${typed}:00Z`);
	if (Number.isNaN(wall)) return null;
	const utc = wall - offsetAt(wall - offsetAt(wall, timeZone), timeZone);
	return wallTime(utc, timeZone) === typed ? new Date(utc).toISOString() : null;
}

/** What a clock of the zone shows at a moment, such as `2026-11-27T08:30`. */
export const wallTime = (moment: string | number, timeZone: string): string => {
	const utc = new Date(moment).getTime();
	return new Date(utc + offsetAt(utc, timeZone)).toISOString().slice(0, 16);
};
