import type { z } from 'zod';
import type { ItemKey } from '#lib/schemas/item-keys.ts';
import type { structureHistoryInput } from '#lib/schemas/proposals.ts';
import type { Changing } from './changing.ts';
import { historyOf, type Below } from './history-store.ts';
import { valueIn } from './parts.ts';
import { wordsOf } from './words.ts';

const PAGE_SIZE = 25;

/** How an entry of the history came about. */
export type HistoryKind = 'accepted' | 'refused' | 'amended' | 'withdrawn' | 'proposal' | 'staff' | 'access' | 'import';

/** What became of a structure's details and of what was asked for, the newest first, 25 a page; the same to both sides. */
export async function readHistory({ db, actor }: Changing, { before }: z.output<typeof structureHistoryInput>) {
	const rows = await historyOf(db, actor.structureId, belowOf(before), PAGE_SIZE + 1);
	const shown = rows.slice(0, PAGE_SIZE);
	const last = shown.at(-1);
	return {
		entries: shown.map((row) => ({
			id: row.id,
			at: row.at,
			kind: row.kind as HistoryKind,
			...wordsOf(row.itemKey as ItemKey, valueIn(row.before), valueIn(row.after)),
			comment: row.comment,
			by: row.firstName === null ? null : `${row.firstName} ${row.lastName}`,
			byStaff: row.staffRole !== null,
			author: row.authorFirstName === null ? null : `${row.authorFirstName} ${row.authorLastName}`
		})),
		next: last && rows.length > PAGE_SIZE ? `${last.at}~${last.id}` : null
	};
}

function belowOf(before: string | undefined): Below | undefined {
	if (before === undefined) return undefined;
	const [at = '', id = ''] = before.split('~');
	return { at, id };
}
