import { claimFiles } from '#server/files/domain.ts';
import type { Base } from '#server/platform/context.ts';
import { afterCommit, type Trx } from '#server/platform/db.ts';
import { ticketTopic } from '#server/platform/hub.ts';
import { newId } from '#server/platform/ids.ts';
import type { TicketEvent } from './events.ts';
import { momentsOf } from './progress.ts';
import * as store from './store.ts';
import type { TicketMessageTable, TicketStatus } from './table.ts';

interface NewMessage extends Pick<TicketMessageTable, 'kind'> {
	/** `portal` for what time itself does: it has no author. */
	side: TicketMessageTable['side'];
	body?: string;
	/** The status it gives the ticket; nothing where that stays. */
	status?: TicketStatus | null;
	event?: TicketEvent;
	/** What there is to say of the event. */
	details?: Record<string, unknown>;
	/** Files its author has put and not used yet, in their order. */
	files?: string[];
	requestKey?: string;
	via?: 'portal' | 'mail';
}

type Adding = Base & { db: Trx; actor?: { account: { id: string } } };

/**
 * Adds to a ticket's thread, by the actor and now, and gives the ticket its new status. A note and what staff arrange
 * leave the ticket as it was, last activity included: customers learn nothing of it. So do events that ask nothing of
 * anybody. Returns the message's id.
 */
export async function addMessage(ctx: Adding, ticket: store.Ticket, message: NewMessage): Promise<string> {
	const {
		side,
		kind,
		body = '',
		status = null,
		event = null,
		details = null,
		files = [],
		requestKey = newId(),
		via = 'portal'
	} = message;
	const id = newId();
	const now = ctx.now();
	await store.insertMessage(ctx.db, {
		id,
		ticketId: ticket.id,
		authorId: side === 'portal' ? null : ctx.actor!.account.id,
		side,
		kind,
		body,
		statusAfter: status,
		event,
		details: details && JSON.stringify(details),
		via,
		requestKey,
		createdAt: now
	});
	if (files.length > 0) await claimFiles(ctx, ctx.actor!.account.id, { ticketId: ticket.id, messageId: id }, files);
	const reopens = ticket.status === 'closed' && status !== null && status !== 'closed';
	if (kind === 'message' || status)
		await store.update(ctx.db, ticket.id, {
			updatedAt: now,
			...(status ? { status, ...momentsOf(status, ticket, now) } : {}),
			...(reopens && (await hasLeft(ctx.db, ticket.assigneeId)) ? { assigneeId: null } : {})
		});
	afterCommit(ctx.db, () => ctx.hub.publish(ticketTopic(ticket.number)));
	return id;
}

/** Whoever had a ticket in hand may have left staff while it was closed. */
const hasLeft = async (db: Trx, assigneeId: string | null): Promise<boolean> =>
	assigneeId !== null && !(await store.account(db, assigneeId))?.staffRole;
