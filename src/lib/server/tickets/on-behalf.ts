import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { findContactsInput, openForInput } from '#lib/schemas/inbox.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { byCustomerNumber, searchStructures } from '#server/structures/domain.ts';
import { beginTicket } from './beginning.ts';
import { expectOffered } from './choices.ts';
import * as people from './people-store.ts';

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
		await expectOffered(ctx.db, { category, product: input.product });
		const { number } = await beginTicket(ctx, {
			side: 'staff',
			structureId: contact.structureId,
			requesterId: contact.accountId,
			subject,
			category,
			productId: input.product ?? null,
			urgency,
			body,
			files: [],
			private: input.private,
			details: null,
			followsId: null,
			requestKey
		});
		return { number };
	});
}
