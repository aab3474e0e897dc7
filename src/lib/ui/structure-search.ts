import { fold } from '#lib/fold.ts';

/** Those whose name or customer number has every part typed, whatever the case and the accents; all of them where nothing is typed. */
export function structuresMatching<S extends { name: string; customerNumber: string }>(
	structures: readonly S[],
	typed: string
): readonly S[] {
	const words = fold(typed).split(' ').filter(Boolean);
	return structures.filter(({ name, customerNumber }) => {
		const text = fold(`${name} ${customerNumber}`);
		return words.every((word) => text.includes(word));
	});
}
