import type { z } from 'zod';
import type { listTicketsInput, ReadTicketInput } from '#lib/schemas/tickets.ts';
import { filesOf } from '#server/files/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { limitsOf } from '#server/platform/stored-limits.ts';
import { vendorOf } from '#server/vendor/domain.ts';
import { newestIn } from './caught-up.ts';
import { categoryLabels } from './choices.ts';
import { ticketFor } from './domain.ts';
import { belowOf, paged } from './paging.ts';
import { closesAt, reopenableUntil } from './progress.ts';
import { detailsFor } from './events.ts';
import { headOf } from './head.ts';
import { listPages, newest } from './list-store.ts';
import * as store from './store.ts';
import { surroundingsOf } from './surroundings.ts';
import { mayAnswer, mayChooseParticipants, mayClose, scopeOf } from './visible.ts';

/** A page of the tickets the actor may see, latest activity first. */
export async function listTickets(ctx: Ctx<'ticketing'>, { filter, whose, after }: z.output<typeof listTicketsInput>) {
	const scope = await scopeOf(ctx.db, ctx.actor);
	const rows = await newest(listPages(ctx.db, scope, { filter, whose }, belowOf(after)));
	const labelOf = await categoryLabels(ctx.db);
	const page = paged(rows, (row) => ({
		...headOf(row, labelOf),
		mine: row.requesterId === scope.accountId,
		takesPart: Boolean(row.takesPart),
		requester: `${row.firstName} ${row.lastName}`
	}));
	/** Whether there are tickets of colleagues to tell from one’s own. */
	return { ...page, colleagues: scope.colleagues !== 'none' };
}

/** A ticket and its thread as its customers see them: staff by first name, their notes not at all. */
export async function readTicket(ctx: Ctx<'ticketing'>, { number, before }: ReadTicketInput) {
	const { ticket, scope } = await ticketFor(ctx, number);
	const vendor = await vendorOf(ctx.db);
	const { messages, earlier, count } = await store.thread(ctx.db, ticket.id, { notes: false, before });
	const files = await filesOf(
		ctx.db,
		messages.map(({ id }) => id)
	);
	const requester = (await store.account(ctx.db, ticket.requesterId))!;
	const { participants, ...around } = await surroundingsOf(ctx.db, ticket, scope);
	const { status } = ticket;
	const limits = await limitsOf(ctx);
	const until = reopenableUntil(ticket, limits);
	const tooLate = until !== null && until < ctx.now();
	return {
		...headOf(ticket, await categoryLabels(ctx.db)),
		reopenableUntil: until,
		/** When it closes unless somebody answers. */
		closesAt: status === 'resolved' ? closesAt(ticket, limits) : null,
		merged: ticket.mergedIntoId !== null,
		mine: ticket.requesterId === scope.accountId,
		requester: `${requester.firstName} ${requester.lastName}`,
		...around,
		participants: participants.map((person) => ({ ...person, mine: person.account === scope.accountId })),
		messages: messages.map(({ authorId, firstName, lastName, ...message }) => ({
			...message,
			details: detailsFor('customer', message),
			files: files(message.id),
			mine: authorId === scope.accountId,
			author: authorOf(message.side, { firstName, lastName }, vendor.name),
			of: message.side === 'staff' ? vendor.name : null
		})),
		earlier,
		newest: await newestIn(ctx.db, { ticketId: ticket.id, notes: false }),
		count,
		takesPart: ticket.takesPart,
		may: {
			answer: mayAnswer(scope, ticket) && !tooLate && ticket.mergedIntoId === null,
			refuse: mayAnswer(scope, ticket) && status === 'resolved',
			close: mayClose(scope, ticket) && status !== 'closed',
			/** Opens a ticket that goes on from this one. */
			follow: mayAnswer(scope, ticket) && status === 'closed' && ticket.mergedIntoId === null,
			chooseParticipants: mayChooseParticipants(scope, ticket)
		},
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
