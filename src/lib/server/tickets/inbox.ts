import type { ReadTicketInput } from '#lib/schemas/tickets.ts';
import { filesOf } from '#server/files/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { structureOf } from '#server/structures/domain.ts';
import { vendorOf } from '#server/vendor/domain.ts';
import { newestIn } from './caught-up.ts';
import { categoryLabels } from './choices.ts';
import { ticketNumbered } from './handling.ts';
import { detailsFor } from './events.ts';
import { headOf } from './head.ts';
import * as store from './store.ts';
import { surroundingsOf } from './surroundings.ts';

/** A ticket as staff see it: its notes, who asks, and whether they were let into the structure yet. */
export async function readForStaff(ctx: Ctx<'staff'>, { number, before }: ReadTicketInput) {
	const ticket = await ticketNumbered(ctx.db, number);
	const requester = (await store.requester(ctx.db, ticket))!;
	const structure = ticket.structureId ? await structureOf(ctx.db, ticket.structureId) : null;
	const vendor = await vendorOf(ctx.db);
	const { messages, earlier, count } = await store.thread(ctx.db, ticket.id, { notes: true, before });
	const files = await filesOf(
		ctx.db,
		messages.map(({ id }) => id)
	);
	return {
		...headOf(ticket, await categoryLabels(ctx.db)),
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
		...(await surroundingsOf(ctx.db, ticket, null)),
		messages: messages.map(({ authorId, firstName, lastName, ...message }) => ({
			...message,
			details: detailsFor('staff', message),
			files: files(message.id),
			mine: authorId === ctx.actor.account.id,
			author: message.side === 'portal' ? vendor.name : `${firstName} ${lastName}`,
			of: null
		})),
		earlier,
		newest: await newestIn(ctx.db, { ticketId: ticket.id, notes: true }),
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
