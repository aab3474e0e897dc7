import { canonicalCustomerNumber } from '#server/structures/domain.ts';

/** A customer number may itself hold signs or spaces: « CLI-0042 », « C 00412 ». */
const MOST_PARTS = 3;
const PART = /[\p{L}\p{N}]+/gu;

/** A stretch of a file's name that may be a customer number, bounded by what is neither letter nor digit. */
export interface Stretch {
	number: string;
	from: number;
	to: number;
}

const withoutEnding = (name: string): string => name.replace(/(?<=.)\.[^.]{1,20}$/, '');

/** All of them in a name, as customer numbers are written, the longest first. */
export function stretchesOf(name: string): Stretch[] {
	const stem = withoutEnding(name);
	const parts = [...stem.matchAll(PART)].map((match) => ({ from: match.index, to: match.index + match[0].length }));
	const stretches: Stretch[] = [];
	for (let length = MOST_PARTS; length > 0; length--)
		for (let first = 0; first + length <= parts.length; first++) {
			const { from } = parts[first]!;
			const { to } = parts[first + length - 1]!;
			stretches.push({ number: canonicalCustomerNumber(stem.slice(from, to)), from, to });
		}
	return stretches;
}

/** What is read in a name: numbers that are somebody's, and others that look like one. */
export interface NumberRead {
	known: string[];
	lookalikes: string[];
}

/**
 * Reads a name by the numbers that exist. A shorter one within a longer one that exists does not count. `resembles` says
 * of something else whether the vendor has numbers like it.
 */
export function readNumbers(
	stretches: readonly Stretch[],
	isKnown: (number: string) => boolean,
	resembles: (number: string) => boolean
): NumberRead {
	const taken: Stretch[] = [];
	const isFree = ({ from, to }: Stretch) => taken.every((one) => to <= one.from || from >= one.to);
	for (const stretch of stretches) if (isKnown(stretch.number) && isFree(stretch)) taken.push(stretch);
	const others = stretches.filter(
		(stretch) => isSingle(stretch.number) && isFree(stretch) && resembles(stretch.number)
	);
	return {
		known: [...new Set(taken.map(({ number }) => number))],
		lookalikes: [...new Set(others.map(({ number }) => number))]
	};
}

/** Letters before digits, or digits alone: what customer numbers mostly look like. */
const SHAPE = /^(\p{L}{0,6})(\d{3,})$/u;
const isSingle = (number: string): boolean => SHAPE.test(number);

/** Where numbers like this one stand in the order of all: from the first, before the second. */
export function likeIt(number: string): { from: string; before: string } | null {
	const letters = SHAPE.exec(number)?.[1];
	return letters === undefined ? null : { from: `${letters}0`, before: `${letters}:` };
}

/** « FAC-2026-118_C00412_novembre.pdf » is proposed as « FAC-2026-118 novembre ». Empty where nothing else is in the name. */
export function titleFrom(name: string, number: string | null, most: number): string {
	const stem = withoutEnding(name);
	const stretch = number === null ? undefined : stretchesOf(name).find((one) => one.number === number);
	const parts = stretch ? [stem.slice(0, stretch.from), stem.slice(stretch.to)] : [stem];
	return parts
		.map((part) => part.replace(/_/g, ' ').replace(EDGES, ''))
		.filter(Boolean)
		.join(' ')
		.replace(/\s+/g, ' ')
		.slice(0, most)
		.trim();
}

/** What held the number and its neighbours together. */
const EDGES = /^[\s.,;-]+|[\s.,;-]+$/g;
