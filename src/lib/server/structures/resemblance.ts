import { fold } from '#lib/fold.ts';
import { canonicalCustomerNumber } from './customer-number.ts';

export interface Known {
	id: string;
	name: string;
	customerNumber: string;
	mailDomains: readonly string[];
}

/** What someone typed of a structure, and the address they write from. */
export interface Described {
	structureName: string;
	customerNumber: string;
	email: string;
}

export type Resemblance = 'number' | 'name' | 'domain';
export type Candidate = Known & { by: Resemblance[] };

const MOST_CANDIDATES = 4;
const WEIGHT = { number: 2, domain: 1.5 };
/** The share of what was typed, weighed by how rare each word is, that a name must hold to be proposed. */
const NAME_THRESHOLD = 0.45;

/** What anybody types stays within these; the structures of a vendor may be named by a program. */
const LONGEST_TEXT = 200;
const MOST_WORDS = 16;

/**
 * For each description the structures that may be meant, the likeliest first. Rare words count for more: « mairie » says
 * little where most are. Structures are read once for all descriptions, and words compared once for all structures, so
 * that the work grows with each of them and never with their product of words.
 */
export function resembling(structures: readonly Known[], described: readonly Described[]): Candidate[][] {
	const known = structures.map((structure) => ({ structure, words: wordsOf(structure.name) }));
	const rarity = rarityOf(known.map(({ words }) => words));
	return described.map((one) => likeliest(known, rarity, one));
}

type Read = { structure: Known; words: string[] };
/** How much each word of the names counts, by how rare it is, and how much one that none of them holds. */
type Rarity = { weights: Map<string, number>; unknown: number };

function likeliest(known: readonly Read[], rarity: Rarity, described: Described): Candidate[] {
	const typed = wordsOf(described.structureName).map((word) => nearOnes(word, rarity));
	const number = canonicalCustomerNumber(described.customerNumber.slice(0, LONGEST_TEXT));
	const domain = described.email.slice(described.email.lastIndexOf('@') + 1);
	return known
		.map(({ structure, words }) => {
			const name = shareHeld(typed, words, rarity);
			const by: Resemblance[] = [];
			if (isNearNumber(number, structure.customerNumber)) by.push('number');
			if (structure.mailDomains.some((own) => domain === own || domain.endsWith(`.${own}`))) by.push('domain');
			if (name >= NAME_THRESHOLD) by.push('name');
			const score = by.reduce((sum, reason) => sum + (reason === 'name' ? name : WEIGHT[reason]), 0);
			return { structure, by, score };
		})
		.filter(({ by }) => by.length > 0)
		.sort((a, b) => b.score - a.score || a.structure.name.localeCompare(b.structure.name, 'fr'))
		.slice(0, MOST_CANDIDATES)
		.map(({ structure, by }) => ({ ...structure, by }));
}

const wordsOf = (text: string): string[] =>
	[...new Set(fold(text.slice(0, LONGEST_TEXT)).split(/[^a-z0-9]+/))]
		.filter((word) => word.length > 2)
		.slice(0, MOST_WORDS);

function rarityOf(names: readonly string[][]): Rarity {
	const counts = new Map<string, number>();
	for (const words of names) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
	const weightOf = (count: number) => Math.log(1 + (names.length + 1) / (count + 1));
	return { weights: new Map([...counts].map(([word, count]) => [word, weightOf(count)])), unknown: weightOf(0) };
}

/** A typed word: how much it counts, and what it may stand for among all words of all names. */
type Typed = { weight: number; near: Set<string> };

function nearOnes(word: string, { weights, unknown }: Rarity): Typed {
	const near = new Set([...weights.keys()].filter((other) => isNearWord(word, other)));
	return { weight: weights.get(word) ?? unknown, near };
}

function shareHeld(typed: readonly Typed[], held: readonly string[], { weights }: Rarity): number {
	let total = 0;
	let found = 0;
	for (const { weight, near } of typed) {
		total += weight;
		const match = held.find((other) => near.has(other));
		if (match) found += weights.get(match)!;
	}
	return total === 0 ? 0 : Math.min(1, found / total);
}

const isNearWord = (a: string, b: string): boolean =>
	a === b || (Math.min(a.length, b.length) >= 5 && (a.startsWith(b) || b.startsWith(a) || isOneSlipAway(a, b)));

/** The same digits, a digit too many or too few, or two swapped. A changed digit is another customer's number. */
function isNearNumber(canonical: string, number: string): boolean {
	const digits = canonical.replace(/\D/g, '');
	if (digits.length < 3) return false;
	if (digits === number.replace(/\D/g, '')) return true;
	return (
		isOneSlipAway(canonical, number) && (canonical.length !== number.length || sorted(canonical) === sorted(number))
	);
}

const sorted = (text: string): string => [...text].sort().join('');

/** Whether one letter more, less, changed, or two swapped neighbours make one text of the other. */
function isOneSlipAway(a: string, b: string): boolean {
	if (Math.abs(a.length - b.length) > 1) return false;
	let i = 0;
	while (i < a.length && a[i] === b[i]) i++;
	const restOf = (text: string, skipped: number) => text.slice(i + skipped);
	return (
		restOf(a, 1) === restOf(b, 1) ||
		restOf(a, 1) === restOf(b, 0) ||
		restOf(a, 0) === restOf(b, 1) ||
		(a[i] === b[i + 1] && a[i + 1] === b[i] && restOf(a, 2) === restOf(b, 2))
	);
}
