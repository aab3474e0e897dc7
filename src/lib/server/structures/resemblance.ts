import { fold } from '#lib/fold.ts';
import { canonicalCustomerNumber } from './customer-number.ts';

export interface Known {
	id: string;
	name: string;
	customerNumber: string;
	mailDomain: string | null;
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

/** The structures that may be meant, the likeliest first. Rare words count for more: « mairie » says little where most are. */
export function resembling(structures: readonly Known[], described: Described): Candidate[] {
	const weightOf = rarityIn(structures);
	const typed = wordsOf(described.structureName);
	const domain = described.email.slice(described.email.lastIndexOf('@') + 1);
	return structures
		.map((structure) => {
			const name = shareHeld(typed, wordsOf(structure.name), weightOf);
			const by: Resemblance[] = [];
			if (isNearNumber(described.customerNumber, structure.customerNumber)) by.push('number');
			if (structure.mailDomain && (domain === structure.mailDomain || domain.endsWith(`.${structure.mailDomain}`)))
				by.push('domain');
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
	[...new Set(fold(text).split(/[^a-z0-9]+/))].filter((word) => word.length > 2);

function rarityIn(structures: readonly Known[]): (word: string) => number {
	const counts = new Map<string, number>();
	for (const { name } of structures) for (const word of wordsOf(name)) counts.set(word, (counts.get(word) ?? 0) + 1);
	return (word) => Math.log(1 + (structures.length + 1) / ((counts.get(word) ?? 0) + 1));
}

function shareHeld(typed: string[], held: string[], weightOf: (word: string) => number): number {
	let total = 0;
	let found = 0;
	for (const word of typed) {
		total += weightOf(word);
		const match = held.find((other) => isNearWord(word, other));
		if (match) found += weightOf(match);
	}
	return total === 0 ? 0 : Math.min(1, found / total);
}

const isNearWord = (a: string, b: string): boolean =>
	a === b || (Math.min(a.length, b.length) >= 5 && (a.startsWith(b) || b.startsWith(a) || isOneSlipAway(a, b)));

/** The same digits, a digit too many or too few, or two swapped. A changed digit is another customer's number. */
function isNearNumber(typed: string, number: string): boolean {
	const canonical = canonicalCustomerNumber(typed);
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
