import { mayAnnounce } from '#server/contacts/domain.ts';
import type { Base } from '#server/platform/context.ts';
import type { Trx } from '#server/platform/db.ts';
import { participantsOf } from './participant-store.ts';
import * as store from './store.ts';
import type { TicketMessageTable } from './table.ts';

/** One entry of a ticket's thread, which people are to be told of. */
export interface TicketNews {
	ticketId: string;
	messageId: string;
}

/** A customer whose access holds: what happens in the structure is theirs to know. */
export interface ToldCustomer {
	id: string;
	email: string;
	locale: 'fr' | 'en';
	firstName: string;
	isRequester: boolean;
}

/** Everything a mail about one entry needs, as it is now. */
export interface Told {
	ticket: store.Ticket;
	message: Pick<TicketMessageTable, 'id' | 'kind' | 'authorId' | 'side' | 'body' | 'statusAfter' | 'event'>;
	/** Null for what time itself did. */
	author: { id: string; firstName: string; lastName: string } | null;
	requesterName: string;
	/** Whether the requester was let into the structure. */
	validated: boolean;
	customers: ToldCustomer[];
}

/** Reads an entry and who may know of it; null where there is none any more. */
export async function toldOf(ctx: Base, { ticketId, messageId }: TicketNews): Promise<Told | null> {
	const ticket = await store.findById(ctx.db, ticketId);
	const message = await store.findMessage(ctx.db, messageId);
	if (!ticket || !message) return null;
	const author = message.authorId === null ? null : ((await store.account(ctx.db, message.authorId)) ?? null);
	const requester = (await store.requester(ctx.db, ticket))!;
	const mayRead = ticket.structureId === null || requester.access === 'pending' || requester.access === 'active';
	const participants = await participantsOf(ctx.db, ticket);
	return {
		ticket,
		message,
		author,
		requesterName: nameOf(requester),
		validated: requester.access === 'active',
		customers: [
			...(mayRead ? [{ ...requester, isRequester: true }] : []),
			...participants
				.filter(({ id, access }) => access === 'active' && id !== requester.id)
				.map((participant) => ({ ...participant, isRequester: false }))
		]
	};
}

/**
 * The staff whom a customer's words concern: who has the ticket in hand, else who wrote in it, else all; nobody once
 * people not validated have sent too much within an hour.
 */
export async function staffFor(ctx: Base & { db: Trx }, { ticket, author, validated }: Told) {
	const assignee = ticket.assigneeId === null ? undefined : await store.account(ctx.db, ticket.assigneeId);
	if (assignee?.staffRole) return [assignee];
	const involved = await store.staffIn(ctx.db, ticket.id);
	if (involved.length > 0) return involved;
	const newcomer = author?.id === ticket.requesterId && !validated;
	return newcomer && !(await mayAnnounce(ctx, null)) ? [] : store.allStaff(ctx.db);
}

export const nameOf = ({ firstName, lastName }: { firstName: string; lastName: string }): string =>
	`${firstName} ${lastName}`;
