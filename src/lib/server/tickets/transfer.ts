import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { transferInput, transferPreviewInput } from '#lib/schemas/inbox.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { structureOf } from '#server/structures/domain.ts';
import { ticketNumbered } from './handling.ts';
import { expectNotMerged } from './merged.ts';
import { deleteParticipant, participantsOf } from './participant-store.ts';
import { ticketPeople } from './people-store.ts';
import * as store from './store.ts';
import { addMessage } from './thread.ts';

/** What a transfer would do: who goes on, who loses the ticket, and who could take the requester's place. */
export async function previewTransfer(ctx: Ctx<'staff'>, { number, structure }: z.output<typeof transferPreviewInput>) {
	const ticket = await ticketNumbered(ctx.db, number);
	const target = await structureOf(ctx.db, structure);
	const { requesterStays, losing, candidates } = await consequences(ctx.db, ticket, target.id);
	const requester = (await store.requester(ctx.db, ticket))!;
	return {
		structure: { id: target.id, name: target.name, customerNumber: target.customerNumber },
		same: ticket.structureId === target.id,
		requester: { name: nameOf(requester), stays: requesterStays },
		losing: losing.map(nameOf),
		candidates: candidates.map(({ accountId, function: jobFunction, role, ...person }) => ({
			id: accountId,
			name: nameOf(person),
			function: jobFunction,
			administrator: role === 'administrator'
		}))
	};
}

/**
 * Gives a ticket to another structure. Whoever has no access there loses it at once: participants are removed, and a
 * requester without one is replaced by an active contact of the new structure, whom staff name.
 */
export function transferTicket(
	ctx: Ctx<'staff'>,
	{ number, structure, requester: chosen }: z.output<typeof transferInput>
): Promise<void> {
	return transact(ctx, async (ctx) => {
		const ticket = await ticketNumbered(ctx.db, number);
		expectNotMerged(ticket);
		const target = await structureOf(ctx.db, structure);
		if (ticket.structureId === target.id) throw new AppError('conflict', m.inbox_transfer_same());
		const { requesterStays, losing, candidates } = await consequences(ctx.db, ticket, target.id);
		const requesterId = requesterStays ? ticket.requesterId : chosen;
		if (!requesterStays && !candidates.some(({ accountId }) => accountId === requesterId))
			throw new AppError('invalid', m.errors_invalid(), { fields: { requester: m.inbox_transfer_choose_requester() } });

		const leaving = losing.map(({ id }) => id);
		const removed = requesterStays ? leaving : [...leaving, requesterId!];
		for (const id of removed) await deleteParticipant(ctx.db, ticket.id, id);
		await store.update(ctx.db, ticket.id, { structureId: target.id, requesterId: requesterId! });
		const messageId = await addMessage(ctx, ticket, {
			side: 'staff',
			kind: 'event',
			event: 'transferred',
			details: { name: target.name, from: ticket.structureId, to: target.id }
		});
		await recordAudit(ctx, 'ticket.transferred', ticket.id, {
			number,
			structureId: target.id,
			from: ticket.structureId,
			requesterReplaced: !requesterStays,
			removed: leaving.length
		});
		await enqueue(ctx, 'ticket.transferred', {
			ticketId: ticket.id,
			messageId,
			from: ticket.structureId,
			lost: requesterStays ? leaving : [ticket.requesterId, ...leaving]
		});
	});
}

/** A requester may be pending where the ticket goes, as anybody may open a ticket; a participant is an active contact. */
async function consequences(db: Db | Trx, ticket: store.Ticket, structureId: string) {
	const standing = await store.requester(db, { requesterId: ticket.requesterId, structureId });
	const requesterStays = standing?.access === 'active' || standing?.access === 'pending';
	const participants = await participantsOf(db, { id: ticket.id, structureId });
	return {
		requesterStays,
		losing: participants.filter(({ access }) => access !== 'active'),
		candidates: requesterStays ? [] : (await ticketPeople(db, structureId)).filter(({ access }) => access === 'active')
	};
}

const nameOf = ({ firstName, lastName }: { firstName: string; lastName: string }): string => `${firstName} ${lastName}`;
