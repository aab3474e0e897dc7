import type { Ctx } from '#server/platform/context.ts';
import type { Trx } from '#server/platform/db.ts';
import { newId } from '#server/platform/ids.ts';
import { momentsOf } from './progress.ts';
import * as store from './store.ts';
import type { TicketMessageTable, TicketStatus } from './table.ts';

interface NewMessage extends Pick<TicketMessageTable, 'kind'> {
	side: 'customer' | 'staff';
	body?: string;
	/** The status it gives the ticket; nothing where that stays. */
	status?: TicketStatus | null;
	requestKey?: string;
}

/**
 * Adds to a ticket's thread, by the actor and now, and gives the ticket its new status. A note leaves the ticket as it
 * was, last activity included: customers learn nothing of it. Returns the message's id.
 */
export async function addMessage(
	ctx: Ctx<'signedIn'> & { db: Trx },
	ticket: store.Ticket,
	message: NewMessage
): Promise<string> {
	const { side, kind, body = '', status = null, requestKey = newId() } = message;
	const id = newId();
	const now = ctx.now();
	await store.insertMessage(ctx.db, {
		id,
		ticketId: ticket.id,
		authorId: ctx.actor.account.id,
		side,
		kind,
		body,
		statusAfter: status,
		requestKey,
		createdAt: now
	});
	if (kind !== 'note')
		await store.update(ctx.db, ticket.id, {
			updatedAt: now,
			...(status ? { status, ...momentsOf(status, ticket, now) } : {})
		});
	return id;
}
