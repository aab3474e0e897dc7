import './table.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import * as store from './store.ts';
import { addMessage } from './thread.ts';

const held = (db: Db | Trx, accountId: string) =>
	db.selectFrom('ticket').where('assigneeId', '=', accountId).where('status', '!=', 'closed');

/** How many open tickets somebody of staff has in hand. */
export async function heldBy(db: Db | Trx, accountId: string): Promise<number> {
	const { count } = await held(db, accountId)
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	return Number(count);
}

/**
 * Puts the open tickets of somebody who leaves in nobody's hands, each with a line in its thread for staff. Closed ones
 * keep who had them, until they open again. Returns how many.
 */
export async function layDown(ctx: Ctx<'manager'> & { db: Trx }, accountId: string): Promise<number> {
	const tickets = await held(ctx.db, accountId).selectAll().execute();
	for (const ticket of tickets) {
		await store.update(ctx.db, ticket.id, { assigneeId: null });
		await addMessage(ctx, ticket, { side: 'staff', kind: 'event', event: 'assigned', details: { name: null } });
	}
	return tickets.length;
}
