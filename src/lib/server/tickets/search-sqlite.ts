import { sql } from 'kysely';
import { fold } from '#lib/fold.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import type { Among, AskedWords, TicketIndex } from './search.ts';

/** SQLite's full-text index (FTS5); the migration that made it says what it holds. */
export const sqliteIndex: TicketIndex = {
	async find(db, asked) {
		try {
			return await matching(db, asked, await Promise.all(asked.words.map((word) => termsOf(db, word))));
		} catch (error) {
			// A letter younger than SQLite's own list of letters parts a word in two, which this index cannot look for.
			if (!/phrase queries are not supported/.test((error as Error).message)) throw error;
			const plain = asked.words.map((word) => fold(word).replace(/[^0-9a-z]/g, '')).filter(Boolean);
			return plain.length < asked.words.length
				? []
				: matching(
						db,
						asked,
						plain.map((word) => [`${quoted(word)}*`])
					);
		}
	}
};

async function matching(db: Db | Trx, asked: AskedWords, words: string[][]): Promise<number[]> {
	const { among, tickets, below = Number.MAX_SAFE_INTEGER, above = 0, most } = asked;
	const parts = [
		...(among ? [anyOf(tokensOf(among))] : []),
		...(tickets ? [anyOf(tickets.map((id) => token(among ? 't' : 'a', id)))] : []),
		...words.map(anyOf)
	];
	const { rows } = await sql<{ rowid: number }>`select rowid from ticket_search
		where ticket_search match ${parts.join(' AND ')} and rowid < ${below} and rowid >= ${above}
		order by rowid desc limit ${most}`.execute(db);
	return rows.map(({ rowid }) => rowid);
}

/** Beginnings up to this long have lists of their own in the index. */
const INDEXED_BEGINNING = 4;
/** Beyond so many words with one beginning, SQLite may put their lists together itself. */
const MOST_TERMS = 40;

/**
 * What to look for where a word is asked: itself as a beginning or, where the index has no list of that beginning, the
 * few words of the index that begin with it. Put together by SQLite, the lists of words on every second entry would be
 * read to their ends before the first answer; side by side they are read as far as needed.
 */
async function termsOf(db: Db | Trx, word: string): Promise<string[]> {
	const beginning = fold(word);
	const asBeginning = [`${quoted(word)}*`];
	if (beginning.length <= INDEXED_BEGINNING || !/^[0-9a-z]+$/.test(beginning)) return asBeginning;
	const terms: string[] = [];
	let from = beginning;
	while (terms.length <= MOST_TERMS) {
		const { rows } = await sql<{
			term: string;
		}>`select term from ticket_search_word where term >= ${from} limit 1`.execute(db);
		const term = rows[0]?.term;
		if (!term?.startsWith(beginning)) return terms.length > 0 ? terms.map(quoted) : asBeginning;
		terms.push(term);
		from = `${term}\u0001`;
	}
	return asBeginning;
}

const token = (kind: 'r' | 's' | 't' | 'a', id: string): string => quoted(`\uE000${kind}${id.replaceAll('-', '')}`);

const tokensOf = ({ accountId, structureId, colleagues, takesPartIn }: Among): string[] => [
	token('r', accountId + (structureId ?? '')),
	...(colleagues && structureId !== null ? [token('s', structureId)] : []),
	...takesPartIn.map((id) => token('t', id))
];

const anyOf = (terms: string[]): string => (terms.length === 1 ? terms[0]! : `(${terms.join(' OR ')})`);

const quoted = (word: string): string => `"${word.replaceAll('"', '')}"`;
