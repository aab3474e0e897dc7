import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { noteInput, replyInput, setStatusInput } from '#lib/schemas/tickets.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { expectFilledIn } from './filled-in.ts';
import { expectNotMerged } from './merged.ts';
import { expectCaughtUp } from './caught-up.ts';
import { isSentAgain } from './sent-again.ts';
import * as store from './store.ts';
import { addMessage } from './thread.ts';

/** Answers the customer, and says with it who must act next. */
export function replyToTicket(
	ctx: Ctx<'staff'>,
	{ number, body, files, status, seen, requestKey }: z.output<typeof replyInput>
): Promise<void> {
	return transact(ctx, async (ctx) => {
		const ticket = await ticketNumbered(ctx.db, number);
		if (await isSentAgain(ctx, ticket, { requestKey, body, files, status })) return;
		expectNotMerged(ticket);
		await expectFilledIn(ctx.db, body);
		await expectCaughtUp(ctx.db, ctx.actor.account.id, { ticketId: ticket.id, notes: true }, seen);
		const changed = status === ticket.status ? null : status;
		const messageId = await addMessage(ctx, ticket, {
			side: 'staff',
			kind: 'message',
			body,
			files,
			status: changed,
			requestKey
		});
		if (ticket.firstRepliedAt === null) await store.update(ctx.db, ticket.id, { firstRepliedAt: ctx.now() });
		await recordAudit(ctx, 'ticket.replied', ticket.id, { number, structureId: ticket.structureId, status: changed });
		await enqueue(ctx, 'ticket.answered', { ticketId: ticket.id, messageId });
	});
}

/** Writes between staff: the customer neither sees it nor learns that it exists. */
export function noteOnTicket(
	ctx: Ctx<'staff'>,
	{ number, body, files, requestKey }: z.output<typeof noteInput>
): Promise<void> {
	return transact(ctx, async (ctx) => {
		const ticket = await ticketNumbered(ctx.db, number);
		if (await isSentAgain(ctx, ticket, { requestKey, body, files })) return;
		await addMessage(ctx, ticket, { side: 'staff', kind: 'note', body, files, requestKey });
		await recordAudit(ctx, 'ticket.noted', ticket.id, { number, structureId: ticket.structureId });
	});
}

/** Changes the status without a word. The customer is told of what asks something of them, or ends the matter. */
export function setTicketStatus(ctx: Ctx<'staff'>, { number, status }: z.output<typeof setStatusInput>): Promise<void> {
	return transact(ctx, async (ctx) => {
		const ticket = await ticketNumbered(ctx.db, number);
		expectNotMerged(ticket);
		if (status === ticket.status) return;
		const messageId = await addMessage(ctx, ticket, { side: 'staff', kind: 'event', status });
		await recordAudit(ctx, 'ticket.status_changed', ticket.id, { number, structureId: ticket.structureId, status });
		if (status === 'resolved' || status === 'closed')
			await enqueue(ctx, `ticket.${status}`, { ticketId: ticket.id, messageId });
	});
}

/** Any ticket, for staff. */
export async function ticketNumbered(db: Db | Trx, number: number): Promise<store.Ticket> {
	const ticket = await store.findByNumber(db, number);
	if (!ticket) throw new AppError('not_found', m.errors_not_found());
	return ticket;
}
