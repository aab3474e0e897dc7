const FORMATS = {
	short: { day: '2-digit', month: '2-digit', year: 'numeric' },
	long: { day: 'numeric', month: 'long', year: 'numeric' },
	moment: { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
	brief: { day: 'numeric', month: 'short', year: 'numeric' }
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type DateFormat = keyof typeof FORMATS;

/** Making a format takes longer than a page's worth of using it: each is made once, and there are few. */
const made = new Map<string, Intl.DateTimeFormat>();

/** A date or moment in words: « 22/11/2026 », « 22 novembre 2026 », « 22 novembre 2026 à 15:04 », « 22 nov. 2026 ». */
export function writtenDate(moment: Date, language: string, timeZone: string, as: DateFormat): string {
	const key = `${language} ${timeZone} ${as}`;
	let format = made.get(key);
	if (!format) made.set(key, (format = new Intl.DateTimeFormat(language, { ...FORMATS[as], timeZone })));
	return format.format(moment);
}

const durations = new Map<string, Intl.RelativeTimeFormat>();

/** « il y a 5 min », for a number of units from now. */
export function writtenDuration(count: number, unit: 'second' | 'minute' | 'hour', language: string): string {
	let format = durations.get(language);
	if (!format)
		durations.set(language, (format = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' })));
	return format.format(count, unit);
}
