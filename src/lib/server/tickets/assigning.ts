import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { assignInput, setPriorityInput } from '#lib/schemas/inbox.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { ticketNumbered } from './handling.ts';
import * as store from './store.ts';
import { addMessage } from './thread.ts';

/** Puts a ticket in the hands of a member of staff, or of nobody. Who is given it by somebody else is told. */
export function assignTicket(ctx: Ctx<'staff'>, { number, assignee }: z.output<typeof assignInput>): Promise<void> {
	return transact(ctx, async (ctx) => {
		const ticket = await ticketNumbered(ctx.db, number);
		const chosen = await staffNamed(ctx, assignee);
		const assigneeId = chosen?.id ?? null;
		if (assigneeId === ticket.assigneeId) return;
		await store.update(ctx.db, ticket.id, { assigneeId });
		const messageId = await addMessage(ctx, ticket, {
			side: 'staff',
			kind: 'event',
			event: 'assigned',
			details: { name: chosen && `${chosen.firstName} ${chosen.lastName}` }
		});
		await recordAudit(ctx, 'ticket.assigned', ticket.id, { number, structureId: ticket.structureId, assigneeId });
		if (assigneeId !== null && assigneeId !== ctx.actor.account.id)
			await enqueue(ctx, 'ticket.assigned', { ticketId: ticket.id, messageId, assigneeId });
	});
}

async function staffNamed(ctx: Ctx<'staff'> & { db: Trx }, assignee: string) {
	if (assignee === 'nobody') return null;
	const account = await store.account(ctx.db, assignee === 'me' ? ctx.actor.account.id : assignee);
	if (!account?.staffRole)
		throw new AppError('invalid', m.errors_invalid(), { fields: { assignee: m.errors_choose() } });
	return account;
}

/** Ranks a ticket among the others. Customers neither see it nor are told. */
export function setTicketPriority(
	ctx: Ctx<'staff'>,
	{ number, priority }: z.output<typeof setPriorityInput>
): Promise<void> {
	return transact(ctx, async (ctx) => {
		const ticket = await ticketNumbered(ctx.db, number);
		if (priority === ticket.priority) return;
		await store.update(ctx.db, ticket.id, { priority });
		await recordAudit(ctx, 'ticket.priority_set', ticket.id, { number, structureId: ticket.structureId, priority });
	});
}
