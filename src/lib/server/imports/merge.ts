/** What becomes of one value: it is as the file says, takes what the file says, or stays against the file. */
export type Verdict = 'same' | 'written' | 'kept';

/**
 * Merges one value three ways: what the file says (undefined where it is silent), what it said when last brought in
 * (undefined where it never was) and what it is worth in the portal now. What people changed in the portal stays; what
 * nobody touched since the last import follows the file; and where nothing was brought before, only what is empty is
 * filled.
 */
export function verdict(said: unknown, before: unknown, live: unknown): Verdict {
	if (said === undefined || same(said, live)) return 'same';
	if (isBlank(said) && isBlank(before)) return 'same';
	return (before === undefined ? isBlank(live) : same(before, live)) ? 'written' : 'kept';
}

/** What a row is remembered to have said: what the file says where it is followed, what it said before where it is not. */
export function remembered<V extends object>(
	said: V,
	before: Partial<V>,
	verdicts: Record<keyof V, Verdict>
): Partial<V> {
	const all = { ...before };
	for (const [field, value] of Object.entries(said) as [keyof V, V[keyof V]][])
		if (value !== undefined && verdicts[field] !== 'kept') all[field] = value;
	return all;
}

const isBlank = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	value === '' ||
	value === false ||
	(Array.isArray(value) && value.length === 0);

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
