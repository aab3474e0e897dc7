const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A date or moment in words. Making a format takes longer than a page's worth of using it, so each is made once: there
 * are as many as languages, time zones and ways to write a date.
 */
export function writtenDate(
	moment: Date,
	language: string,
	timeZone: string,
	options: Intl.DateTimeFormatOptions
): string {
	const key = `${language} ${timeZone} ${Object.entries(options).join()}`;
	let format = formats.get(key);
	if (!format) formats.set(key, (format = new Intl.DateTimeFormat(language, { ...options, timeZone })));
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
