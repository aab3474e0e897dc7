import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { mergeInput } from '#lib/schemas/inbox.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { ticketNumbered } from './handling.ts';
import { insertParticipant, participantsOf } from './participant-store.ts';
import * as store from './store.ts';
import { addMessage } from './thread.ts';

type Input = z.output<typeof mergeInput>;

/** What a merge would do, or why it cannot be. */
export async function previewMerge(ctx: Ctx<'staff'>, { number, into }: Input) {
	const ticket = await ticketNumbered(ctx.db, number);
	const target = await store.findByNumber(ctx.db, into);
	if (!target) return { into: null, refusal: m.inbox_merge_unknown({ number: into }), joins: null };
	const requester = (await store.requester(ctx.db, ticket))!;
	const { firstName, lastName } = (await store.requester(ctx.db, target))!;
	return {
		into: {
			number: target.number,
			subject: target.subject,
			status: target.status,
			private: target.privateAt !== null,
			createdAt: target.createdAt,
			requester: `${firstName} ${lastName}`
		},
		refusal: await refusalOf(ctx.db, ticket, target),
		joins: joins(ticket, target, requester.access) ? `${requester.firstName} ${requester.lastName}` : null
	};
}

/**
 * Closes a ticket in favour of another of the same structure. Its messages stay with it and in sight of who saw them;
 * its requester becomes a participant of the other, and nobody else gains sight of anything.
 */
export function mergeTicket(ctx: Ctx<'staff'>, { number, into }: Input): Promise<{ number: number }> {
	return transact(ctx, async (ctx) => {
		const ticket = await ticketNumbered(ctx.db, number);
		const target = await store.findByNumber(ctx.db, into);
		if (!target)
			throw new AppError('invalid', m.errors_invalid(), { fields: { into: m.inbox_merge_unknown({ number: into }) } });
		const refusal = await refusalOf(ctx.db, ticket, target);
		if (refusal) throw new AppError('conflict', refusal);

		const requester = (await store.requester(ctx.db, ticket))!;
		if (joins(ticket, target, requester.access))
			await insertParticipant(ctx.db, {
				accountId: ticket.requesterId,
				ticketId: target.id,
				addedById: ctx.actor.account.id,
				addedAt: ctx.now()
			});
		const messageId = await addMessage(ctx, ticket, {
			side: 'staff',
			kind: 'event',
			event: 'merged_into',
			status: ticket.status === 'closed' ? null : 'closed',
			details: { number: target.number }
		});
		await store.update(ctx.db, ticket.id, { mergedIntoId: target.id });
		await addMessage(ctx, target, {
			side: 'staff',
			kind: 'event',
			event: 'merged_from',
			details: { number: ticket.number }
		});
		const details = { number, into, structureId: ticket.structureId };
		await recordAudit(ctx, 'ticket.merged', ticket.id, details);
		await enqueue(ctx, 'ticket.merged', { ticketId: ticket.id, intoId: target.id, messageId });
		return { number: target.number };
	});
}

/** Who asked in the merged ticket takes part in the other, unless it is theirs anyway or they are not let in. */
const joins = (ticket: store.Ticket, target: store.Ticket, access: string | null): boolean =>
	ticket.requesterId !== target.requesterId && access === 'active';

/** Why two tickets cannot become one; null when they can. */
async function refusalOf(db: Db | Trx, ticket: store.Ticket, target: store.Ticket): Promise<string | null> {
	if (ticket.id === target.id) return m.inbox_merge_itself();
	if (ticket.mergedIntoId !== null) return m.inbox_is_merged();
	if (target.mergedIntoId !== null) return m.inbox_merge_into_merged();
	if (target.status === 'closed') return m.inbox_merge_into_closed();
	if (ticket.structureId !== target.structureId) return m.inbox_merge_other_structure();
	const sameRequester = ticket.requesterId === target.requesterId;
	if (ticket.structureId === null) return sameRequester ? null : m.inbox_merge_other_requester();
	const { access } = (await store.requester(db, ticket))!;
	// A colleague's ticket is not for somebody whom the structure has not let in yet.
	if (access === 'pending' && !sameRequester) return m.inbox_merge_not_validated();
	return (await staysBetween(db, ticket, target)) ? null : m.inbox_merge_private();
}

/**
 * Nothing said in private is carried on before others: what is private may only join a private ticket of the same
 * people, and only who already takes part in a private ticket may join it.
 */
async function staysBetween(db: Db | Trx, ticket: store.Ticket, target: store.Ticket): Promise<boolean> {
	if (ticket.privateAt === null && target.privateAt === null) return true;
	const [ours, theirs] = [await peopleOf(db, ticket), await peopleOf(db, target)];
	if (ticket.privateAt === null) return theirs.has(ticket.requesterId);
	return target.privateAt !== null && ours.size === theirs.size && [...ours].every((id) => theirs.has(id));
}

const peopleOf = async (db: Db | Trx, ticket: store.Ticket): Promise<Set<string>> =>
	new Set([ticket.requesterId, ...(await participantsOf(db, ticket)).map(({ id }) => id)]);
