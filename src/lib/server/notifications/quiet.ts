import { wallClockOf } from '#server/platform/wall-clock.ts';

export interface QuietHours {
	/** `22:00`; empty where only whole days are quiet. An end that is not after the beginning is the next day’s. */
	begins: string;
	ends: string;
	/** Days on which nothing rings at all, as `67` for Saturday and Sunday. */
	wholeDays: string;
}

/** Whether somebody does not want to be disturbed at a moment, by the clock and the calendar of the portal's place. */
export function isQuiet({ begins, ends, wholeDays }: QuietHours, moment: string, timeZone: string): boolean {
	const [day, hour] = wallClockOf(moment, timeZone).split('T') as [string, string];
	const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
	if (wholeDays.includes(String(weekday))) return true;
	if (!begins || !ends) return false;
	return begins < ends ? hour >= begins && hour < ends : hour >= begins || hour < ends;
}
