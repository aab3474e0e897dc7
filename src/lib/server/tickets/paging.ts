import { PAGE_SIZE, type Below } from './store.ts';

/** Reads a cursor, which the input's schema has checked. */
export function belowOf(after: string | undefined): Below | undefined {
	if (after === undefined) return undefined;
	const [updatedAt = '', number] = after.split('~');
	return { updatedAt, number: Number(number) };
}

/** Rows of one page and one more, made into what is shown and where the next page begins. */
export function paged<R extends Below, T>(rows: R[], show: (row: R) => T): { tickets: T[]; next: string | null } {
	const shown = rows.slice(0, PAGE_SIZE);
	const last = shown.at(-1);
	return {
		tickets: shown.map(show),
		next: last && rows.length > PAGE_SIZE ? `${last.updatedAt}~${last.number}` : null
	};
}
