/** A round number at or above another: 1, 2, 4, 6 or 8 with zeros; 1 at least. */
export function roundedUp(most: number): number {
	const count = Math.max(1, most);
	const power = 10 ** Math.floor(Math.log10(count));
	return [1, 2, 4, 6, 8, 10].map((times) => times * power).find((candidate) => candidate >= count)!;
}

/** Where the rules of a chart of counts are: nothing, half and the most; half a thing is not written. */
export const countMarks = (most: number, written: (count: number) => string): { at: number; label: string }[] => {
	const top = roundedUp(most);
	return [0, top / 2, top].map((at) => ({ at, label: Number.isInteger(at) ? written(at) : '' }));
};

/** Of many points under an axis those that are named, evenly, so that they do not touch. */
export const named = (labels: readonly string[], most: number): string[] => {
	const step = Math.max(1, Math.ceil(labels.length / most));
	return labels.map((label, index) => (index % step === 0 ? label : ''));
};

const UNITS = [
	{ unit: 'day', seconds: 86_400 },
	{ unit: 'hour', seconds: 3600 },
	{ unit: 'minute', seconds: 60 }
] as const;

/** Making a format takes longer than a page's worth of using it. */
const made = new Map<string, Intl.NumberFormat>();

function written(count: number, unit: string, locale: string | undefined): string {
	const key = `${locale} ${unit}`;
	let format = made.get(key);
	if (!format) made.set(key, (format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' })));
	return format.format(count);
}

/** « 2 j 4 h », « 3 h 20 min », « 12 min »: two units at most, and no less than a minute. */
export function writtenSpan(seconds: number, locale: string | undefined): string {
	const minutes = Math.max(1, Math.round(seconds / 60));
	// Beyond a day minutes are not read any more.
	const rounded = minutes >= 24 * 60 ? Math.round(minutes / 60) * 3600 : minutes * 60;
	const first = UNITS.findIndex((unit) => rounded >= unit.seconds);
	const parts: string[] = [];
	let left = rounded;
	for (const { unit, seconds } of UNITS.slice(first, first + 2)) {
		const count = Math.floor(left / seconds);
		left -= count * seconds;
		if (count > 0) parts.push(written(count, unit, locale));
	}
	return parts.join(' ');
}

/** The rules of a chart of durations, in the unit that suits the longest. */
export function spanMarks(most: number, locale: string | undefined): { at: number; label: string }[] {
	const { unit, seconds } = UNITS.find((unit) => most > 1.5 * unit.seconds) ?? UNITS[2];
	const count = most / seconds;
	const top = [1, 2, 4, 6, 8, 12, 16, 24, 36, 48, 60, 90].find((candidate) => candidate >= count) ?? roundedUp(count);
	return [0, top / 2, top].map((at) => ({
		at: at * seconds,
		label: Number.isInteger(at) ? written(at, unit, locale) : ''
	}));
}
