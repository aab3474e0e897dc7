import type { Base } from '#server/platform/context.ts';
import type { Trx } from '#server/platform/db.ts';
import * as changes from './email-change-store.ts';
import * as store from './store.ts';

/**
 * Somebody who was not of the staff becomes so. Sessions opened with fewer rights last longer than those of staff may;
 * links, and a change of address asked while a customer's ticket was enough for it, lead nowhere any more.
 */
export async function endCustomer(ctx: Base & { db: Trx }, accountId: string): Promise<void> {
	await store.deleteSessionsOf(ctx.db, accountId);
	await store.consumeLinks(ctx.db, { accountId }, ctx.now());
	await changes.settle(ctx.db, accountId, ctx.now());
}
