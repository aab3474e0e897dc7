import { fold } from '#lib/fold.ts';

/** Words as they are looked for: without case, accents and signs. */
export const wordsOf = (text: string): string[] =>
	fold(text)
		.split(/[^\p{L}\p{N}]+/u)
		.filter(Boolean);

/** A title as it is found by the beginnings of its words. */
export const searchTextOf = (title: string): string =>
	wordsOf(title)
		.map((word) => ` ${word}`)
		.join('');
