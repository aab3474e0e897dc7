import './table.ts';
import { fold } from '#lib/fold.ts';
import type { Db, Trx } from '#server/platform/db.ts';

/** What an index of the entries of tickets must do. SQLite's is in `search-sqlite.ts`; another database brings its own. */
export interface TicketIndex {
	/**
	 * Numbers of the entries that have every word or a word that begins with it, case and accents ignored: newest first,
	 * from below `below` down to `above`, so many at most. It narrows; what somebody may see is decided by who asks.
	 */
	find(db: Db | Trx, asked: AskedWords): Promise<number[]>;
}

export interface AskedWords {
	words: readonly string[];
	/** A customer: only what may be theirs is looked through, and no notes. Null for staff. */
	among: Among | null;
	/** Of these tickets only, by their ids. */
	tickets?: readonly string[];
	below?: number;
	above?: number;
	most: number;
}

export interface Among {
	accountId: string;
	structureId: string | null;
	/** Whether what colleagues asked, but for private tickets, counts. */
	colleagues: boolean;
	/** Ids of the tickets they take part in. */
	takesPartIn: readonly string[];
}

const MOST_WORDS = 8;
const LONGEST_WORD = 40;
/** Letters and digits of any script, with their accents. */
const WORD = /[\p{L}\p{N}\p{M}]+/gu;

const PLAIN = /^[a-z0-9]+$/i;

/** The words of what somebody typed: short and few enough to be looked for. */
export const wordsOf = (typed: string): string[] => [
	...new Set(
		(typed.normalize('NFC').match(WORD) ?? [])
			.slice(0, MOST_WORDS)
			.map((word) => [...word].slice(0, LONGEST_WORD).join(''))
	)
];

/** The ticket that « #1024 », « n° 1024 » or « 1024 » names; null for anything else. */
export function numberIn(typed: string): number | null {
	const digits = /^\s*(?:#|n[°o]\s*)?\s*([1-9]\d{0,8})\s*$/iu.exec(typed)?.[1];
	return digits === undefined ? null : Number(digits);
}

/** A stretch of text, and whether it is what was looked for. */
export interface Stretch {
	text: string;
	found: boolean;
}

/** A text cut into what was looked for and what stands between. */
export function marked(text: string, words: readonly string[]): Stretch[] {
	const folded = words.map(fold);
	const stretches: Stretch[] = [];
	let at = 0;
	for (const match of text.matchAll(WORD)) {
		if (!begins(match[0], folded)) continue;
		if (match.index > at) stretches.push({ text: text.slice(at, match.index), found: false });
		at = match.index + match[0].length;
		stretches.push({ text: match[0], found: true });
	}
	if (at < text.length) stretches.push({ text: text.slice(at), found: false });
	return stretches;
}

const begins = (word: string, folded: readonly string[]): boolean => {
	// Thousands of words are asked in a long message, and most need no folding.
	const here = PLAIN.test(word) ? word.toLowerCase() : fold(word);
	return folded.some((looked) => here.startsWith(looked));
};

const EXCERPT = 180;
const BEFORE = 50;

/** The part of a message where the first of the words stands, on one line and without its Markdown; marked. */
export function excerptOf(body: string, words: readonly string[]): Stretch[] {
	const text = body
		// No bracket that closes in an address: thousands that open would each be followed to the end.
		.replace(/\]\([^)\]\s]*\)/g, ' ')
		.replace(/[*_`~>#[\]|]+/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	const folded = words.map(fold);
	const first = text.matchAll(WORD).find((match) => begins(match[0], folded))?.index ?? 0;
	const from = first <= BEFORE ? 0 : text.indexOf(' ', first - BEFORE) + 1;
	const to = from + EXCERPT >= text.length ? text.length : text.lastIndexOf(' ', from + EXCERPT);
	const part = text.slice(from, to <= from ? from + EXCERPT : to);
	return marked(`${from > 0 ? '… ' : ''}${part}${from + part.length < text.length ? ' …' : ''}`, words);
}
