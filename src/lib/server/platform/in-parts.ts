import { setImmediate as letOthersPass } from 'node:timers/promises';
import { transact, type Db, type Trx } from './db.ts';

/** About a second's work: so long somebody waits for a page, and the mails of others for a list. */
const PARTS_IN_A_GO = 30;

/**
 * Works through something long part by part, each a transaction of its own that also notes that it is done; between two,
 * everybody else's requests pass. `part` says whether there may be more. What is left after a go, or was interrupted, the
 * running portal goes on with: it is woken for that.
 */
export async function goOnInParts<C extends { db: Db | Trx; wake(): void }>(
	ctx: C,
	part: (ctx: Omit<C, 'db'> & { db: Trx }) => Promise<boolean>
): Promise<void> {
	for (let done = 0; done < PARTS_IN_A_GO; done++) {
		if (!(await transact(ctx, part))) return;
		await letOthersPass();
	}
	ctx.wake();
}

/** The same to its end, however long. */
export async function toTheEndInParts<C extends { db: Db | Trx }>(
	ctx: C,
	part: (ctx: Omit<C, 'db'> & { db: Trx }) => Promise<boolean>
): Promise<void> {
	while (await transact(ctx, part)) await letOthersPass();
}

/** The same where each part counts what it did, `atOnce` at the most: fewer is the last. Returns how many it was in all. */
export async function countInParts<C extends { db: Db | Trx }>(
	ctx: C,
	atOnce: number,
	part: (ctx: Omit<C, 'db'> & { db: Trx }) => Promise<number>
): Promise<number> {
	let count = 0;
	await toTheEndInParts(ctx, async (ctx) => {
		const done = await part(ctx);
		count += done;
		return done === atOnce;
	});
	return count;
}
