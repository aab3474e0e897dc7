import { m } from '#lib/paraglide/messages.js';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { nextOf, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { consume } from '#server/platform/limits.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { insertParticipant } from './participant-store.ts';
import { expectOpenedAlike } from './sent-again.ts';
import * as store from './store.ts';
import type { TicketUrgency } from './table.ts';
import { addMessage } from './thread.ts';

/** Tickets are numbered from here: #1 would say how young the portal is. */
export const FIRST_TICKET_NUMBER = 1001;

const OPENED_PER_ACCOUNT = { points: 20, seconds: 3600 };

export interface Beginning {
	/** On which side the actor stands: a customer, or staff who write down what a caller says. */
	side: 'customer' | 'staff';
	structureId: string | null;
	/** The account it is opened for: the actor, or somebody who then is told. */
	requesterId: string;
	subject: string;
	category: string;
	productId: string | null;
	urgency: TicketUrgency;
	body: string;
	/** Of files put before. */
	files: string[];
	private: boolean;
	details: string | null;
	followsId: string | null;
	requestKey: string;
}

/**
 * Begins a ticket in a structure, for ever: the one way any ticket does. The same request sent twice begins one. Staff
 * who open one for somebody do not take part in it; a customer does.
 */
export async function beginTicket(
	ctx: Ctx<'signedIn'> & { db: Trx },
	{ side, body, files, private: isPrivate, ...given }: Beginning
): Promise<store.Ticket> {
	const { account } = ctx.actor;
	const { structureId } = given;
	const openedById = given.requesterId === account.id ? null : account.id;
	const same = await store.findByRequestKey(ctx.db, given.requesterId, given.requestKey);
	if (same?.structureId === structureId && same.openedById === openedById) {
		await expectOpenedAlike(ctx, same, { ...given, body, files });
		return same;
	}
	if (same) throw new AppError('conflict', m.errors_conflict());
	if (side === 'customer') await consume(ctx, `ticket:open:${account.id}`, OPENED_PER_ACCOUNT);

	const now = ctx.now();
	const ticket: store.Ticket = {
		...given,
		id: newId(),
		number: await nextOf(ctx.db, 'ticket', FIRST_TICKET_NUMBER),
		openedById,
		priority: 'normal',
		status: 'new',
		assigneeId: null,
		privateAt: isPrivate ? now : null,
		mergedIntoId: null,
		createdAt: now,
		updatedAt: now,
		firstRepliedAt: null,
		resolvedAt: null,
		remindedAt: null,
		closedAt: null
	};
	await store.insert(ctx.db, ticket);
	if (openedById && side === 'customer')
		await insertParticipant(ctx.db, {
			ticketId: ticket.id,
			accountId: openedById,
			addedById: openedById,
			addedAt: now
		});
	const messageId = await addMessage(ctx, ticket, {
		side,
		kind: 'message',
		body,
		files,
		requestKey: given.requestKey
	});
	await recordAudit(ctx, 'ticket.opened', ticket.id, {
		number: ticket.number,
		...(openedById ? { requesterId: ticket.requesterId } : {}),
		...(side === 'staff' ? { structureId } : {})
	});
	await enqueue(ctx, 'ticket.opened', { ticketId: ticket.id, messageId });
	return ticket;
}
