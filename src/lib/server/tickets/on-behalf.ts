import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { findContactsInput, openForInput } from '#lib/schemas/inbox.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { nextOf, transact } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { byCustomerNumber, searchStructures } from '#server/structures/domain.ts';
import { FIRST_TICKET_NUMBER } from './beginning.ts';
import { expectOffered } from './choices.ts';
import * as people from './people-store.ts';
import * as store from './store.ts';
import { addMessage } from './thread.ts';

/** Who may be meant on the telephone: by address, or by their structure's name or number. */
export async function findContacts(ctx: Ctx<'staff'>, { query }: z.output<typeof findContactsInput>) {
	if (query.includes('@')) {
		const found = await people.peopleByEmail(ctx.db, query.trim().toLowerCase());
		return { structures: [], contacts: found.map(shown) };
	}
	const exact = query ? await byCustomerNumber(ctx.db, query) : null;
	const structures = exact ? [exact] : await searchStructures(ctx.db, query);
	const [only] = structures;
	const contacts =
		only && structures.length === 1
			? (await people.ticketPeople(ctx.db, only.id)).map((person) =>
					shown({ ...person, structureName: only.name, customerNumber: only.customerNumber })
				)
			: [];
	return {
		structures: structures.map(({ id, name, customerNumber }) => ({ id, name, customerNumber })),
		contacts
	};
}

interface Found {
	id: string;
	firstName: string;
	lastName: string;
	email: string;
	function: string;
	access: string;
	structureName: string;
	customerNumber: string;
}

const shown = ({
	id,
	firstName,
	lastName,
	email,
	function: position,
	access,
	structureName,
	customerNumber
}: Found) => ({
	id,
	name: `${firstName} ${lastName}`,
	email,
	function: position,
	validated: access === 'active',
	structure: { name: structureName, customerNumber }
});

/** Opens a ticket for a customer who has called. It is theirs as if they had opened it, and says who wrote it down. */
export function openForCustomer(ctx: Ctx<'staff'>, input: z.output<typeof openForInput>): Promise<{ number: number }> {
	return transact(ctx, async (ctx) => {
		const { subject, category, urgency, body, requestKey } = input;
		const contact = await people.contactWithLogin(ctx.db, input.contact);
		if (!contact || contact.staffRole !== null || (contact.access !== 'active' && contact.access !== 'pending'))
			throw new AppError('invalid', m.errors_invalid(), { fields: { contact: m.errors_choose() } });
		const { accountId: requesterId, structureId } = contact;
		const openedById = ctx.actor.account.id;
		const same = await store.findByRequestKey(ctx.db, requesterId, requestKey);
		if (same?.openedById === openedById) return { number: same.number };
		if (same) throw new AppError('conflict', m.errors_conflict());
		await expectOffered(ctx.db, { category, product: input.product });

		const now = ctx.now();
		const ticket: store.Ticket = {
			id: newId(),
			number: await nextOf(ctx.db, 'ticket', FIRST_TICKET_NUMBER),
			structureId,
			requesterId,
			openedById,
			subject,
			category,
			productId: input.product ?? null,
			details: null,
			urgency,
			priority: 'normal',
			status: 'new',
			assigneeId: null,
			privateAt: input.private ? now : null,
			followsId: null,
			mergedIntoId: null,
			requestKey,
			createdAt: now,
			updatedAt: now,
			firstRepliedAt: null,
			resolvedAt: null,
			remindedAt: null,
			closedAt: null
		};
		await store.insert(ctx.db, ticket);
		const messageId = await addMessage(ctx, ticket, { side: 'staff', kind: 'message', body, requestKey });
		await recordAudit(ctx, 'ticket.opened', ticket.id, { number: ticket.number, structureId, requesterId });
		await enqueue(ctx, 'ticket.opened', { ticketId: ticket.id, messageId });
		return { number: ticket.number };
	});
}
