import type { Base } from '#server/platform/context.ts';
import { nextOf, type Trx } from '#server/platform/db.ts';
import { newId } from '#server/platform/ids.ts';
import { FIRST_TICKET_NUMBER } from '#server/tickets/domain.ts';
import { cast } from './cast.ts';
import { momentOf, type LoadedCast } from './load-cast.ts';
import { tickets, type DemoMessage, type DemoTicket } from './tickets.ts';

type Loading = Pick<Base, 'now' | 'settings'> & { db: Trx };

const CATEGORY = { question: 'question', incident: 'incident', demande: 'request' } as const;

/** Some weeks of tickets, numbered in the order they were opened. */
export async function loadTickets(ctx: Loading, loaded: LoadedCast): Promise<void> {
	for (const ticket of tickets) await insertTicket(ctx, loaded, ticket);
}

async function insertTicket(ctx: Loading, loaded: LoadedCast, ticket: DemoTicket): Promise<void> {
	const id = newId();
	const at = ({ daysAgo, minutesOfDay }: DemoMessage) =>
		momentOf(ctx.now(), daysAgo, minutesOfDay, ctx.settings.timeZone);
	const createdAt = at(ticket.messages[0]);
	const updatedAt = at(ticket.messages.filter(({ internal }) => !internal).at(-1)!);
	await ctx.db
		.insertInto('ticket')
		.values({
			id,
			number: await nextOf(ctx.db, 'ticket', FIRST_TICKET_NUMBER),
			structureId: ticket.structure ? loaded.structureId(ticket.structure) : null,
			requesterId: loaded.accountId(ticket.author),
			subject: ticket.subject,
			category: CATEGORY[ticket.category],
			urgency: ticket.urgency,
			status: ticket.status,
			privateAt: ticket.private ? createdAt : null,
			requestKey: id,
			createdAt,
			updatedAt,
			resolvedAt: ['resolved', 'closed'].includes(ticket.status) ? updatedAt : null,
			closedAt: ticket.status === 'closed' ? updatedAt : null
		})
		.execute();
	for (const message of ticket.messages) {
		const messageId = newId();
		await ctx.db
			.insertInto('ticketMessage')
			.values({
				id: messageId,
				ticketId: id,
				authorId: loaded.accountId(message.by),
				side: message.by in cast && 'staff' in cast[message.by as keyof typeof cast] ? 'staff' : 'customer',
				kind: message.internal ? 'note' : 'message',
				body: message.body,
				statusAfter: null,
				requestKey: messageId,
				createdAt: at(message)
			})
			.execute();
	}
}
