import type { z } from 'zod';
import type { listTicketsInput, ReadTicketInput } from '#lib/schemas/tickets.ts';
import type { Ctx } from '#server/platform/context.ts';
import { vendorOf } from '#server/vendor/domain.ts';
import { categoryLabels } from './choices.ts';
import { ticketFor } from './domain.ts';
import { belowOf, paged } from './paging.ts';
import { reopenableUntil, turnOf } from './progress.ts';
import * as store from './store.ts';
import { mayAnswer, mayClose, scopeOf } from './visible.ts';

/** A page of the tickets the actor may see, latest activity first. */
export async function listTickets(ctx: Ctx<'ticketing'>, { filter, after }: z.output<typeof listTicketsInput>) {
	const scope = await scopeOf(ctx.db, ctx.actor);
	const rows = await store.list(ctx.db, scope, filter, belowOf(after)).execute();
	const labelOf = await categoryLabels(ctx.db);
	return paged(
		rows,
		({
			number,
			subject,
			category,
			urgency,
			status,
			privateAt,
			createdAt,
			updatedAt,
			requesterId,
			firstName,
			lastName
		}) => ({
			number,
			subject,
			category: labelOf(category),
			urgency,
			status,
			turn: turnOf(status),
			private: privateAt !== null,
			createdAt,
			updatedAt,
			mine: requesterId === scope.accountId,
			requester: `${firstName} ${lastName}`
		})
	);
}

/** A ticket and its thread as its customers see them: staff by first name, their notes not at all. */
export async function readTicket(ctx: Ctx<'ticketing'>, { number, before }: ReadTicketInput) {
	const { ticket, scope } = await ticketFor(ctx, number);
	const vendor = await vendorOf(ctx.db);
	const { messages, earlier, count } = await store.thread(ctx.db, ticket.id, { notes: false, before });
	const requester = (await store.account(ctx.db, ticket.requesterId))!;
	const { subject, category, urgency, status, privateAt, createdAt, updatedAt } = ticket;
	const until = reopenableUntil(ticket);
	const tooLate = until !== null && until < ctx.now();
	return {
		number,
		subject,
		category: (await categoryLabels(ctx.db))(category),
		urgency,
		status,
		turn: turnOf(status),
		private: privateAt !== null,
		createdAt,
		updatedAt,
		reopenableUntil: until,
		mine: ticket.requesterId === scope.accountId,
		requester: `${requester.firstName} ${requester.lastName}`,
		messages: messages.map(({ authorId, firstName, lastName, ...message }) => ({
			...message,
			mine: authorId === scope.accountId,
			author: authorOf(message.side, { firstName, lastName }, vendor.name),
			of: message.side === 'staff' ? vendor.name : null
		})),
		earlier,
		count,
		may: { answer: mayAnswer(scope, ticket) && !tooLate, close: mayClose(scope, ticket) && status !== 'closed' },
		/** Closed for so long that only a new ticket helps. */
		tooLate
	};
}

/** Just enough for an open page to notice that something happened. */
export async function pulseOf(ctx: Ctx<'ticketing'>, { number }: { number: number }) {
	const { ticket } = await ticketFor(ctx, number);
	return {
		messages: await store.countMessages(ctx.db, ticket.id, { notes: false }),
		status: ticket.status,
		updatedAt: ticket.updatedAt
	};
}

/** Customers know staff by their first name; what has no author, the portal does in the vendor's name. */
const authorOf = (
	side: 'customer' | 'staff' | 'portal',
	{ firstName, lastName }: { firstName: string | null; lastName: string | null },
	vendor: string
): string => (side === 'portal' ? vendor : side === 'staff' ? firstName! : `${firstName} ${lastName}`);
