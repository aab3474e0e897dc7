import './table.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Db, Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';

interface Thread {
	ticketId: string;
	/** Whether the reader is of staff, who read notes too. */
	notes: boolean;
}

/** The newest entry with words that a reader can have seen; null in a thread without any. */
export const newestIn = async (db: Db | Trx, thread: Thread): Promise<string | null> =>
	(
		await entriesOf(db, thread)
			.select('id')
			.orderBy('createdAt', 'desc')
			.orderBy('id', 'desc')
			.limit(1)
			.executeTakeFirst()
	)?.id ?? null;

/**
 * Holds an answer back, as `conflict`, when others have written since what its author had seen: they may want to say
 * something else. The page then shows what came, and what is sent next has seen it. Without `seen` nothing is held back.
 */
export async function expectCaughtUp(
	db: Db | Trx,
	accountId: string,
	thread: Thread,
	seen: string | undefined
): Promise<void> {
	const last =
		seen && (await entriesOf(db, thread).select(['id', 'createdAt']).where('id', '=', seen).executeTakeFirst());
	if (!last) return;
	const { count } = await entriesOf(db, thread)
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where((eb) => eb(eb.refTuple('createdAt', 'id'), '>', eb.tuple(last.createdAt, last.id)))
		.where((eb) => eb.or([eb('authorId', '!=', accountId), eb('authorId', 'is', null)]))
		.executeTakeFirstOrThrow();
	if (Number(count) > 0) throw new AppError('conflict', m.live_moved({ count: Number(count) }));
}

const entriesOf = (db: Db | Trx, { ticketId, notes }: Thread) =>
	db
		.selectFrom('ticketMessage')
		.where('ticketId', '=', ticketId)
		.where('kind', 'in', notes ? ['message', 'note'] : ['message']);
