import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { addParticipantInput, removeParticipantInput } from '#lib/schemas/tickets.ts';
import { recordAudit } from '#server/audit/domain.ts';
import { colleagueIn, colleaguesIn } from '#server/contacts/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { consume } from '#server/platform/limits.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { ticketFor } from './domain.ts';
import { deleteParticipant, insertParticipant, participantsOf } from './participant-store.ts';
import { addMessage } from './thread.ts';
import { mayChooseParticipants } from './visible.ts';

const MOST_PARTICIPANTS = 20;
/** Each is a mail to somebody who did not ask for it. */
const ADDED_PER_ACCOUNT = { points: 60, seconds: 3600 };

/** Whom the actor may call into a ticket, or open one for: everybody let into the structure but themselves. */
export async function listColleagues(ctx: Ctx<'member'>) {
	const { account, structureId } = ctx.actor;
	const colleagues = await colleaguesIn(ctx.db, structureId);
	return colleagues.flatMap(({ accountId, id, firstName, lastName, function: position }) =>
		accountId === account.id ? [] : [{ id, account: accountId, name: `${firstName} ${lastName}`, function: position }]
	);
}

/** Has a colleague see, answer and be told of a ticket. Adding somebody twice adds them once. */
export function addParticipant(
	ctx: Ctx<'member'>,
	{ number, contact }: z.output<typeof addParticipantInput>
): Promise<{ name: string }> {
	return transact(ctx, async (ctx) => {
		const { ticket, scope } = await ticketFor(ctx, number);
		if (!mayChooseParticipants(scope, ticket)) throw new AppError('forbidden', m.errors_forbidden());
		const colleague = await colleagueIn(ctx.db, ctx.actor.structureId, contact);
		if (!colleague || colleague.accountId === ticket.requesterId)
			throw new AppError('invalid', m.errors_invalid(), { fields: { contact: m.errors_choose() } });
		const name = `${colleague.firstName} ${colleague.lastName}`;
		const before = await participantsOf(ctx.db, ticket);
		if (before.some(({ id }) => id === colleague.accountId)) return { name };
		if (before.length >= MOST_PARTICIPANTS)
			throw new AppError('conflict', m.tickets_participants_most({ count: MOST_PARTICIPANTS }));
		await consume(ctx, `ticket:participant:${ctx.actor.account.id}`, ADDED_PER_ACCOUNT);

		const accountId = colleague.accountId;
		await insertParticipant(ctx.db, {
			ticketId: ticket.id,
			accountId,
			addedById: ctx.actor.account.id,
			addedAt: ctx.now()
		});
		const messageId = await addMessage(ctx, ticket, {
			side: 'customer',
			kind: 'event',
			event: 'participant_added',
			details: { account: accountId, name }
		});
		await recordAudit(ctx, 'ticket.participant_added', ticket.id, { number, accountId });
		await enqueue(ctx, 'ticket.participant_added', { ticketId: ticket.id, messageId, accountId });
		return { name };
	});
}

/** Takes somebody out of a ticket; taking oneself out is leaving it. */
export function removeParticipant(
	ctx: Ctx<'member'>,
	{ number, account }: z.output<typeof removeParticipantInput>
): Promise<{ name: string }> {
	return transact(ctx, async (ctx) => {
		const { ticket, scope } = await ticketFor(ctx, number);
		const leaves = account === scope.accountId && ticket.takesPart;
		if (!leaves && !mayChooseParticipants(scope, ticket)) throw new AppError('forbidden', m.errors_forbidden());
		const participant = (await participantsOf(ctx.db, ticket)).find(({ id }) => id === account);
		if (!participant) throw new AppError('not_found', m.errors_not_found());
		const name = `${participant.firstName} ${participant.lastName}`;
		await deleteParticipant(ctx.db, ticket.id, account);
		await addMessage(ctx, ticket, {
			side: 'customer',
			kind: 'event',
			event: leaves ? 'participant_left' : 'participant_removed',
			details: { account, name }
		});
		await recordAudit(ctx, leaves ? 'ticket.participant_left' : 'ticket.participant_removed', ticket.id, {
			number,
			accountId: account
		});
		return { name };
	});
}
