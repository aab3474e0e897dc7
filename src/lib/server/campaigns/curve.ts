/** What happened on one day, and all until its end. */
export interface CampaignDay {
	/** Such as 2026-11-26, where the vendor is. */
	day: string;
	sent: number;
	opened: number;
	activated: number;
	total: { sent: number; opened: number; activated: number };
}

const COUNTED = ['sent', 'opened', 'activated'] as const;

type Hour = { hour: string } & Record<(typeof COUNTED)[number], number>;

/** Hours in UTC as days of a time zone, without a gap from the first to the last. */
export function curveOf(hours: readonly Hour[], timeZone: string): CampaignDay[] {
	const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
	const byDay = Map.groupBy(hours, ({ hour }) => dayOf.format(new Date(`${hour}:00:00Z`)));
	const [first, last] = [[...byDay.keys()].at(0), [...byDay.keys()].at(-1)];
	const days: CampaignDay[] = [];
	const total = { sent: 0, opened: 0, activated: 0 };
	for (let day = first; day !== undefined && day <= last!; day = dayAfter(day)) {
		const of = { sent: 0, opened: 0, activated: 0 };
		for (const hour of byDay.get(day) ?? []) for (const count of COUNTED) of[count] += hour[count];
		for (const count of COUNTED) total[count] += of[count];
		days.push({ day, ...of, total: { ...total } });
	}
	return days;
}

const dayAfter = (day: string): string =>
	new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
