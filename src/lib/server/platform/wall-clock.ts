/** What the clock on the wall of a place says, to the minute: `2026-12-01T09:00`. */
export function wallClockOf(moment: string, timeZone: string): string {
	return written(Date.parse(moment), timeZone).slice(0, 16);
}

/** The moment at which the clock of a place says so, ISO 8601 in UTC. Of an hour that comes twice, or not at all, one of those near. */
export function momentAt(wall: string, timeZone: string): string {
	const asUtc = Date.parse(`${wall}:00Z`);
	const near = asUtc - aheadAt(asUtc, timeZone);
	return new Date(asUtc - aheadAt(near, timeZone)).toISOString();
}

/** How far the place's clock is ahead of UTC, in milliseconds. */
const aheadAt = (moment: number, timeZone: string): number =>
	Date.parse(`${written(moment, timeZone)}Z`) - Math.floor(moment / 1000) * 1000;

/** The Swedish write as ISO 8601 does, but for a space. */
const written = (moment: number, timeZone: string): string =>
	new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(moment).replace(' ', 'T');
