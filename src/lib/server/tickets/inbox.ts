import type { z } from 'zod';
import type { inboxInput, ReadTicketInput } from '#lib/schemas/tickets.ts';
import type { Ctx } from '#server/platform/context.ts';
import { structureOf } from '#server/structures/domain.ts';
import { vendorOf } from '#server/vendor/domain.ts';
import { categoryLabels } from './choices.ts';
import { ticketNumbered } from './handling.ts';
import { belowOf, paged } from './paging.ts';
import { turnOf } from './progress.ts';
import * as store from './store.ts';
import type { TicketStatus } from './table.ts';

const MOST_COUNTED = 100;
const STATUSES = {
	to_handle: ['new', 'in_progress'],
	waiting: ['waiting'],
	resolved: ['resolved'],
	closed: ['closed'],
	all: [null]
} as const satisfies Record<string, readonly (TicketStatus | null)[]>;

/** A page of all tickets, latest activity first. One query a status: each enters the index where its page begins. */
export async function inboxOf(ctx: Ctx<'staff'>, { filter, after }: z.output<typeof inboxInput>) {
	const below = belowOf(after);
	const pages = await Promise.all(STATUSES[filter].map((status) => store.inbox(ctx.db, status, below).execute()));
	const labelOf = await categoryLabels(ctx.db);
	const rows = pages
		.flat()
		.sort((a, b) => (a.updatedAt === b.updatedAt ? b.number - a.number : a.updatedAt < b.updatedAt ? 1 : -1));
	return paged(
		rows,
		({
			number,
			subject,
			category,
			urgency,
			status,
			createdAt,
			updatedAt,
			firstName,
			lastName,
			structureId,
			structureName,
			customerNumber,
			access
		}) => ({
			number,
			subject,
			category: labelOf(category),
			urgency,
			status,
			turn: turnOf(status),
			createdAt,
			updatedAt,
			requester: `${firstName} ${lastName}`,
			structure:
				structureId && structureName && customerNumber
					? { id: structureId, name: structureName, customerNumber }
					: null,
			validated: access === 'active'
		})
	);
}

/** How many tickets await staff, and the customers; counted up to {@link MOST_COUNTED}. */
export async function inboxCounts(ctx: Ctx<'staff'>) {
	const count = async (status: TicketStatus) =>
		Number((await store.countUpTo(ctx.db, status, MOST_COUNTED).executeTakeFirstOrThrow()).count);
	const [fresh, inProgress, waiting, resolved] = await Promise.all([
		count('new'),
		count('in_progress'),
		count('waiting'),
		count('resolved')
	]);
	return { to_handle: Math.min(fresh + inProgress, MOST_COUNTED), waiting, resolved, most: MOST_COUNTED };
}

/** A ticket as staff see it: its notes, who asks, and whether they were let into the structure yet. */
export async function readForStaff(ctx: Ctx<'staff'>, { number, before }: ReadTicketInput) {
	const ticket = await ticketNumbered(ctx.db, number);
	const requester = (await store.requester(ctx.db, ticket))!;
	const structure = ticket.structureId ? await structureOf(ctx.db, ticket.structureId) : null;
	const vendor = await vendorOf(ctx.db);
	const { messages, earlier, count } = await store.thread(ctx.db, ticket.id, { notes: true, before });
	const { subject, category, urgency, status, privateAt, createdAt, updatedAt } = ticket;
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
		structure: structure && { id: structure.id, name: structure.name, customerNumber: structure.customerNumber },
		requester: {
			name: `${requester.firstName} ${requester.lastName}`,
			email: requester.email,
			phone: requester.phone,
			function: requester.function ?? '',
			access: requester.access,
			role: requester.role
		},
		/** Until then nothing about the structure may be told. */
		validated: requester.access === 'active',
		messages: messages.map(({ authorId, firstName, lastName, ...message }) => ({
			...message,
			mine: authorId === ctx.actor.account.id,
			author: message.side === 'portal' ? vendor.name : `${firstName} ${lastName}`,
			of: null
		})),
		earlier,
		count
	};
}

/** Just enough for an open page to notice that something happened, notes included. */
export async function staffPulseOf(ctx: Ctx<'staff'>, { number }: { number: number }) {
	const ticket = await ticketNumbered(ctx.db, number);
	return {
		messages: await store.countMessages(ctx.db, ticket.id, { notes: true }),
		status: ticket.status,
		updatedAt: ticket.updatedAt
	};
}
