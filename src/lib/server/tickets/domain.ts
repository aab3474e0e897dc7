import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { answerTicketInput, openTicketInput, refuseSolutionInput } from '#lib/schemas/tickets.ts';
import { recordAudit } from '#server/audit/domain.ts';
import { colleagueIn } from '#server/contacts/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { consume } from '#server/platform/limits.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { limitsOf } from '#server/platform/stored-limits.ts';
import { beginTicket } from './beginning.ts';
import { expectCaughtUp } from './caught-up.ts';
import { expectOffered } from './choices.ts';
import { expectNotMerged } from './merged.ts';
import { afterCustomerAnswer } from './progress.ts';
import { isSentAgain } from './sent-again.ts';
import * as store from './store.ts';
import { addMessage } from './thread.ts';
import { mayAnswer, mayClose, scopeOf, type Scope } from './visible.ts';

export { FIRST_TICKET_NUMBER } from './beginning.ts';
export { ticketsInSight } from './sight.ts';
export { passTime } from './clock.ts';
export { messageMadeBy, takesPartIn, ticketNamed } from './by-mail.ts';
export { choicesOf } from './choices.ts';
export { noteOnTicket } from './handling.ts';
export { firstAnswersBy, keepFirstAnswers } from './first-answers.ts';
export { ticketsIn } from './hours.ts';
export { ticketsToHandle } from './waiting.ts';
export { heldBy, layDown } from './laying-down.ts';

const ANSWERS_PER_ACCOUNT = { points: 120, seconds: 3600 };

/**
 * Opens a ticket for the actor or, by an administrator, for a colleague; for ever in the structure it is opened in. The
 * same request sent twice opens one. It may go on from a closed one, which then names it.
 */
export function openTicket(
	ctx: Ctx<'ticketing'>,
	input: z.output<typeof openTicketInput>
): Promise<{ number: number }> {
	return transact(ctx, async (ctx) => {
		await expectOffered(ctx.db, input);
		const { subject, category, urgency, body, files, requestKey } = input;
		const { number } = await beginTicket(ctx, {
			side: 'customer',
			structureId: ctx.actor.structureId,
			requesterId: input.colleague ? await accountOfColleague(ctx, input.colleague) : ctx.actor.account.id,
			subject,
			category,
			productId: input.product ?? null,
			urgency,
			body,
			files,
			private: input.private,
			details: null,
			followsId: input.follows ? await idOfClosed(ctx, input.follows) : null,
			requestKey
		});
		return { number };
	});
}

type Acting = Ctx<'ticketing'> & { db: Trx };

async function accountOfColleague({ actor: { contact }, db }: Acting, id: string): Promise<string> {
	if (contact?.access !== 'active' || contact.role !== 'administrator')
		throw new AppError('forbidden', m.errors_forbidden());
	const colleague = await colleagueIn(db, contact.structureId, id);
	if (!colleague?.accountId)
		throw new AppError('invalid', m.errors_invalid(), { fields: { colleague: m.errors_choose() } });
	return colleague.accountId;
}

async function idOfClosed(ctx: Acting, number: number): Promise<string> {
	const { ticket, scope } = await ticketFor(ctx, number);
	if (!mayAnswer(scope, ticket)) throw new AppError('forbidden', m.errors_forbidden());
	if (ticket.status !== 'closed') throw new AppError('conflict', m.tickets_follows_open());
	return ticket.id;
}

/** Adds the actor's words. What waited for the customer goes back to staff; what was closed lately opens again. */
export function answerTicket(
	ctx: Ctx<'ticketing'>,
	{
		number,
		body,
		files,
		seen,
		requestKey,
		via = 'portal'
	}: z.output<typeof answerTicketInput> & { via?: 'portal' | 'mail' }
): Promise<void> {
	return transact(ctx, async (ctx) => {
		const { ticket, scope } = await ticketFor(ctx, number);
		if (!mayAnswer(scope, ticket)) throw new AppError('forbidden', m.errors_forbidden());
		expectNotMerged(ticket);
		const { account } = ctx.actor;
		if (await isSentAgain(ctx, ticket, { requestKey, body, files })) return;
		await expectCaughtUp(ctx.db, account.id, { ticketId: ticket.id, notes: false }, seen);
		await consume(ctx, `ticket:answer:${account.id}`, ANSWERS_PER_ACCOUNT);

		const status = afterCustomerAnswer(ticket, await limitsOf(ctx), ctx.now());
		const messageId = await addMessage(ctx, ticket, {
			side: 'customer',
			kind: 'message',
			body,
			files,
			status,
			...(ticket.status === 'closed' ? { event: 'reopened' as const } : {}),
			requestKey,
			via
		});
		await recordAudit(ctx, 'ticket.answered', ticket.id, { number, status });
		await enqueue(ctx, 'ticket.answered', { ticketId: ticket.id, messageId });
	});
}

/** Says that what staff took for a solution is none, and why: the ticket is theirs again. */
export function refuseSolution(
	ctx: Ctx<'ticketing'>,
	{ number, body, files, requestKey }: z.output<typeof refuseSolutionInput>
): Promise<void> {
	return transact(ctx, async (ctx) => {
		const { ticket, scope } = await ticketFor(ctx, number);
		if (!mayAnswer(scope, ticket)) throw new AppError('forbidden', m.errors_forbidden());
		expectNotMerged(ticket);
		const { account } = ctx.actor;
		if (await isSentAgain(ctx, ticket, { requestKey, body, files })) return;
		if (ticket.status !== 'resolved') throw new AppError('conflict', m.tickets_refuse_too_late());
		await consume(ctx, `ticket:answer:${account.id}`, ANSWERS_PER_ACCOUNT);

		const status = 'in_progress';
		const messageId = await addMessage(ctx, ticket, {
			side: 'customer',
			kind: 'message',
			event: 'refused',
			body,
			files,
			status,
			requestKey
		});
		await recordAudit(ctx, 'ticket.solution_refused', ticket.id, { number, status });
		await enqueue(ctx, 'ticket.answered', { ticketId: ticket.id, messageId });
	});
}

/** Closes a ticket: its solution is accepted, or it is no longer needed. Closing a closed one changes nothing. */
export function closeTicket(ctx: Ctx<'ticketing'>, { number }: { number: number }): Promise<void> {
	return transact(ctx, async (ctx) => {
		const { ticket, scope } = await ticketFor(ctx, number);
		if (!mayClose(scope, ticket)) throw new AppError('forbidden', m.errors_forbidden());
		if (ticket.status === 'closed') return;
		const messageId = await addMessage(ctx, ticket, {
			side: 'customer',
			kind: 'event',
			status: 'closed',
			...(ticket.status === 'resolved' ? { event: 'accepted' as const } : {})
		});
		await recordAudit(ctx, 'ticket.closed', ticket.id, { number });
		await enqueue(ctx, 'ticket.closed', { ticketId: ticket.id, messageId });
	});
}

/** A ticket the actor may see, and how far; `not_found` for any other. */
export async function ticketFor(
	ctx: Pick<Ctx<'ticketing'>, 'actor'> & { db: Db | Trx },
	number: number
): Promise<{ ticket: store.SeenTicket; scope: Scope }> {
	const scope = await scopeOf(ctx.db, ctx.actor);
	const ticket = await store.findVisible(ctx.db, scope, number);
	if (!ticket) throw new AppError('not_found', m.errors_not_found());
	return { ticket, scope };
}
