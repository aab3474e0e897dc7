import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { answerTicketInput, openTicketInput } from '#lib/schemas/tickets.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { nextOf, transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { consume } from '#server/platform/limits.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { expectOffered } from './choices.ts';
import { afterCustomerAnswer } from './progress.ts';
import * as store from './store.ts';
import { addMessage } from './thread.ts';
import { mayAnswer, mayClose, scopeOf, type Scope } from './visible.ts';

/** Tickets are numbered from here: #1 would say how young the portal is. */
export const FIRST_TICKET_NUMBER = 1001;

const OPENED_PER_ACCOUNT = { points: 20, seconds: 3600 };
const ANSWERS_PER_ACCOUNT = { points: 120, seconds: 3600 };

/** Opens a ticket for the actor, for ever in the structure it is opened in. The same request sent twice opens one. */
export function openTicket(
	ctx: Ctx<'ticketing'>,
	input: z.output<typeof openTicketInput>
): Promise<{ number: number }> {
	const { subject, category, urgency, body, requestKey } = input;
	return transact(ctx, async (ctx) => {
		const { account, structureId } = ctx.actor;
		const same = await store.findByRequestKey(ctx.db, account.id, requestKey);
		if (same?.structureId === structureId) return { number: same.number };
		if (same) throw new AppError('conflict', m.errors_conflict());
		await expectOffered(ctx.db, input);
		await consume(ctx, `ticket:open:${account.id}`, OPENED_PER_ACCOUNT);

		const now = ctx.now();
		const ticket: store.Ticket = {
			id: newId(),
			number: await nextOf(ctx.db, 'ticket', FIRST_TICKET_NUMBER),
			structureId,
			requesterId: account.id,
			openedById: null,
			subject,
			category,
			productId: input.product ?? null,
			details: null,
			urgency,
			priority: 'normal',
			status: 'new',
			assigneeId: null,
			privateAt: input.private ? now : null,
			followsId: null,
			mergedIntoId: null,
			requestKey,
			createdAt: now,
			updatedAt: now,
			firstRepliedAt: null,
			resolvedAt: null,
			remindedAt: null,
			closedAt: null
		};
		await store.insert(ctx.db, ticket);
		const messageId = await addMessage(ctx, ticket, { side: 'customer', kind: 'message', body, requestKey });
		await recordAudit(ctx, 'ticket.opened', ticket.id, { number: ticket.number });
		await enqueue(ctx, 'ticket.opened', { ticketId: ticket.id, messageId });
		return { number: ticket.number };
	});
}

/** Adds the actor's words. What waited for the customer goes back to staff; what was closed lately opens again. */
export function answerTicket(
	ctx: Ctx<'ticketing'>,
	{ number, body, requestKey }: z.output<typeof answerTicketInput>
): Promise<void> {
	return transact(ctx, async (ctx) => {
		const { ticket, scope } = await ticketFor(ctx, number);
		if (!mayAnswer(scope, ticket)) throw new AppError('forbidden', m.errors_forbidden());
		const { account } = ctx.actor;
		if (await store.hasMessage(ctx.db, { ticketId: ticket.id, authorId: account.id, requestKey })) return;
		await consume(ctx, `ticket:answer:${account.id}`, ANSWERS_PER_ACCOUNT);

		const status = afterCustomerAnswer(ticket, ctx.now());
		const messageId = await addMessage(ctx, ticket, { side: 'customer', kind: 'message', body, status, requestKey });
		await recordAudit(ctx, 'ticket.answered', ticket.id, { number, status });
		await enqueue(ctx, 'ticket.answered', { ticketId: ticket.id, messageId });
	});
}

/** Closes a ticket: its solution is accepted, or it is no longer needed. Closing a closed one changes nothing. */
export function closeTicket(ctx: Ctx<'ticketing'>, { number }: { number: number }): Promise<void> {
	return transact(ctx, async (ctx) => {
		const { ticket, scope } = await ticketFor(ctx, number);
		if (!mayClose(scope, ticket)) throw new AppError('forbidden', m.errors_forbidden());
		if (ticket.status === 'closed') return;
		const messageId = await addMessage(ctx, ticket, { side: 'customer', kind: 'event', status: 'closed' });
		await recordAudit(ctx, 'ticket.closed', ticket.id, { number });
		await enqueue(ctx, 'ticket.closed', { ticketId: ticket.id, messageId });
	});
}

/** A ticket the actor may see, and how far; `not_found` for any other. */
export async function ticketFor(
	ctx: Pick<Ctx<'ticketing'>, 'actor'> & { db: Db | Trx },
	number: number
): Promise<{ ticket: store.Ticket; scope: Scope }> {
	const scope = await scopeOf(ctx.db, ctx.actor);
	const ticket = await store.findVisible(ctx.db, scope, number);
	if (!ticket) throw new AppError('not_found', m.errors_not_found());
	return { ticket, scope };
}
