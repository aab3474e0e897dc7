/** What the clock on the wall of a place says, to the minute: `2026-12-01T09:00`. */
export const wallClockOf = (moment: string, timeZone: string): string =>
	written(Date.parse(moment), timeZone).slice(0, 16);

/** The same as a spreadsheet reads it, `2026-12-01 09:00`; nothing of what has not happened. */
export const inSpreadsheet = (moment: string | null, timeZone: string): string =>
	moment === null ? '' : wallClockOf(moment, timeZone).replace('T', ' ');

/** Which day it is there: `2026-12-01`. */
export const dayAt = (moment: string, timeZone: string): string => wallClockOf(moment, timeZone).slice(0, 10);

/** The moment at which the clock of a place says so, ISO 8601 in UTC. Of an hour that comes twice, or not at all, one of those near. */
export function momentAt(wall: string, timeZone: string): string {
	const asUtc = Date.parse(`${wall}:00Z`);
	// What the clock showed about then, then what it showed at that moment: it may be put forward or back between.
	const near = asUtc - offsetAt(asUtc, timeZone);
	return new Date(asUtc - offsetAt(near, timeZone)).toISOString();
}

/** The same of what somebody typed; null for what is no date and time, and for an hour the clock leaves out in spring. */
export function momentTyped(typed: string, timeZone: string): string | null {
	if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(typed) || Number.isNaN(Date.parse(`${typed}:00Z`))) return null;
	const moment = momentAt(typed, timeZone);
	return wallClockOf(moment, timeZone) === typed ? moment : null;
}

/** How far the place's clock is ahead of UTC, in milliseconds. */
export const offsetAt = (moment: number, timeZone: string): number =>
	Date.parse(`${written(moment, timeZone)}Z`) - Math.floor(moment / 1000) * 1000;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Made once a zone: making one takes longer than all it then writes on a page. Zones are those of the settings. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
	const clock =
		clocks.get(timeZone) ?? new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
	clocks.set(timeZone, clock);
	return clock;
}

/** The Swedish write as ISO 8601 does, but for a space. */
const written = (moment: number, timeZone: string): string => clockOf(timeZone).format(moment).replace(' ', 'T');
