import type { Base } from '#server/platform/context.ts';
import { nextOf, type Trx } from '#server/platform/db.ts';
import { newId } from '#server/platform/ids.ts';
import { after } from '#server/platform/limits.ts';
import { FIRST_TICKET_NUMBER } from '#server/tickets/domain.ts';
import type { Attachments } from './attachments.ts';
import { people, type PersonKey } from './cast.ts';
import { momentOf, type LoadedCast } from './load-cast.ts';
import { products } from './products.ts';
import { tickets, type DemoMessage, type DemoTicket } from './tickets.ts';

type Loading = Pick<Base, 'now' | 'settings'> & { db: Trx };

const CATEGORY = {
	question: 'question',
	incident: 'incident',
	demande: 'request',
	become_administrator: 'become_administrator',
	other_structure: 'other_structure'
} as const;

/** Some weeks of tickets, numbered in the order they were opened. */
export async function loadTickets(ctx: Loading, loaded: LoadedCast, attachments: Attachments): Promise<void> {
	for (const [position, [id, name]] of Object.entries(products).entries())
		await ctx.db.insertInto('product').values({ id, name, position, retiredAt: null }).execute();
	for (const ticket of tickets) await insertTicket(ctx, loaded, ticket, attachments);
}

async function insertTicket(
	ctx: Loading,
	loaded: LoadedCast,
	ticket: DemoTicket,
	attachments: Attachments
): Promise<void> {
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
			openedById: ticket.openedBy ? loaded.accountId(ticket.openedBy) : null,
			category: CATEGORY[ticket.category],
			productId: ticket.product ?? null,
			details: ticket.answers ? JSON.stringify(ticket.answers) : null,
			assigneeId: ticket.assignee ? loaded.accountId(ticket.assignee) : null,
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
	for (const person of [...(ticket.openedBy ? [ticket.openedBy] : []), ...(ticket.participants ?? [])])
		await insertParticipant(ctx, loaded, ticket, { id, person, createdAt });
	for (const message of ticket.messages) {
		const messageId = newId();
		await ctx.db
			.insertInto('ticketMessage')
			.values({
				id: messageId,
				ticketId: id,
				authorId: loaded.accountId(message.by),
				side: people[message.by].staff ? 'staff' : 'customer',
				kind: message.internal ? 'note' : 'message',
				body: message.body,
				statusAfter: null,
				requestKey: messageId,
				createdAt: at(message)
			})
			.execute();
		for (const [position, name] of (message.files ?? []).entries())
			await ctx.db
				.insertInto('ticketFile')
				.values({ id: newId(), ticketId: id, messageId, position, ...attachments.get(name)! })
				.execute();
	}
}

/** Somebody who takes part; who was called in by the author, that is said in the thread, just after the first message. */
async function insertParticipant(
	ctx: Loading,
	loaded: LoadedCast,
	ticket: DemoTicket,
	{ id, person, createdAt }: { id: string; person: PersonKey; createdAt: string }
): Promise<void> {
	const accountId = loaded.accountId(person);
	const addedById = loaded.accountId(ticket.openedBy ?? ticket.author);
	const addedAt = after(createdAt, 120);
	await ctx.db.insertInto('ticketParticipant').values({ ticketId: id, accountId, addedById, addedAt }).execute();
	if (person === ticket.openedBy) return;
	const eventId = newId();
	const { firstName, lastName } = people[person];
	await ctx.db
		.insertInto('ticketMessage')
		.values({
			id: eventId,
			ticketId: id,
			authorId: addedById,
			side: 'customer',
			kind: 'event',
			body: '',
			statusAfter: null,
			event: 'participant_added',
			details: JSON.stringify({ account: accountId, name: `${firstName} ${lastName}` }),
			requestKey: eventId,
			createdAt: addedAt
		})
		.execute();
}
