import { m } from '#lib/paraglide/messages.js';
import type { Ctx } from '#server/platform/context.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { review } from './reading.ts';
import * as store from './store.ts';

const MOST_SHOWN = 100;

/** What waits for the vendor, the oldest first; at most 100 structures. */
export const readQueue = async ({ db }: Ctx<'staff'>) =>
	(await store.queue(db, MOST_SHOWN)).map(({ firstName, lastName, items, ...row }) => ({
		...row,
		items: Number(items),
		author: `${firstName} ${lastName}`
	}));

export const countWaiting = ({ db }: Ctx<'staff'>): Promise<number> => store.countOpen(db);

/** The same, counted up to `most`, and since when the first one waits. */
export async function proposalsToDecide(db: Db | Trx, most: number): Promise<{ count: number; since: string | null }> {
	return {
		count: Number((await store.countSome(db, most).executeTakeFirstOrThrow()).count),
		since: (await store.first(db).executeTakeFirst())?.openedAt ?? null
	};
}

export async function readProposal(ctx: Ctx<'staff'>, { proposal: id }: { proposal: string }) {
	const proposal = await store.find(ctx.db, id);
	if (!proposal) throw new AppError('not_found', m.errors_not_found());
	return review(ctx, proposal);
}

/** The proposal of a structure that waits, if there is one. */
export async function openProposalOf(db: Db | Trx, structureId: string): Promise<{ id: string; items: number } | null> {
	const open = await store.openOf(db, structureId);
	return open ? { id: open.id, items: (await store.waitingOf(db, structureId)).length } : null;
}
