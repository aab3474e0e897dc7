import { m } from '#lib/paraglide/messages.js';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { nextOf, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { consume } from '#server/platform/limits.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { insertParticipant } from './participant-store.ts';
import * as store from './store.ts';
import type { TicketUrgency } from './table.ts';
import { addMessage } from './thread.ts';

/** Tickets are numbered from here: #1 would say how young the portal is. */
export const FIRST_TICKET_NUMBER = 1001;

const OPENED_PER_ACCOUNT = { points: 20, seconds: 3600 };

export interface Beginning {
	/** The account it is opened for: the actor, or a colleague who then is told. */
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

/** Begins a ticket in the structure the actor stands in, for ever. The same request sent twice begins one. */
export async function beginTicket(
	ctx: Ctx<'ticketing'> & { db: Trx },
	{ body, files, private: isPrivate, ...given }: Beginning
): Promise<store.Ticket> {
	const { account, structureId } = ctx.actor;
	const openedById = given.requesterId === account.id ? null : account.id;
	const same = await store.findByRequestKey(ctx.db, given.requesterId, given.requestKey);
	if (same?.structureId === structureId && same.openedById === openedById) return same;
	if (same) throw new AppError('conflict', m.errors_conflict());
	await consume(ctx, `ticket:open:${account.id}`, OPENED_PER_ACCOUNT);

	const now = ctx.now();
	const ticket: store.Ticket = {
		...given,
		id: newId(),
		number: await nextOf(ctx.db, 'ticket', FIRST_TICKET_NUMBER),
		structureId,
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
	if (openedById)
		await insertParticipant(ctx.db, {
			ticketId: ticket.id,
			accountId: openedById,
			addedById: openedById,
			addedAt: now
		});
	const messageId = await addMessage(ctx, ticket, {
		side: 'customer',
		kind: 'message',
		body,
		files,
		requestKey: given.requestKey
	});
	await recordAudit(ctx, 'ticket.opened', ticket.id, {
		number: ticket.number,
		...(openedById ? { requesterId: ticket.requesterId } : {})
	});
	await enqueue(ctx, 'ticket.opened', { ticketId: ticket.id, messageId });
	return ticket;
}
