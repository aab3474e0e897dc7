import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { grantInput } from '#lib/schemas/inbox.ts';
import { askEmailChange, sendWayIn } from '#server/accounts/domain.ts';
import { recordAudit } from '#server/audit/domain.ts';
import { grantPlace } from '#server/contacts/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { byCustomerNumber } from '#server/structures/domain.ts';
import { checklistOf } from './checks.ts';
import { replyToTicket, ticketNumbered } from './handling.ts';
import { isSentAgain } from './sent-again.ts';
import type * as store from './store.ts';
import type { TicketKind } from './table.ts';
import { addMessage } from './thread.ts';
import * as ties from './ties-store.ts';

type Input = z.output<typeof grantInput>;
type Granting = Ctx<'staff'> & { db: Trx };

/**
 * Gives what a typed request asks for, answers the customer and resolves the ticket: all of it, or nothing. Every item
 * of the check-list is ticked, or somebody says why not: that reason stays in the ticket, between staff.
 */
export function grantRequest(ctx: Ctx<'staff'>, input: Input): Promise<void> {
	return transact(ctx, async (ctx) => {
		const ticket = await ticketNumbered(ctx.db, input.number);
		const { requestKey } = input;
		if (await isSentAgain(ctx, ticket, input)) return;
		const kind = await ties.kindOf(ctx.db, ticket.category);
		if (kind === 'plain') throw new AppError('conflict', m.inbox_grant_nothing());
		if (ticket.status === 'resolved' || ticket.status === 'closed')
			throw new AppError('conflict', m.inbox_grant_done());
		const unchecked = (await checklistOf(ctx.db, ticket.id, kind)).filter(({ checked }) => !checked);
		if (unchecked.length > 0 && !input.reason)
			throw new AppError('invalid', m.errors_invalid(), {
				fields: { reason: m.inbox_grant_unchecked({ count: unchecked.length }) }
			});

		await GRANTS[kind](ctx, ticket, input);
		if (unchecked.length > 0)
			await addMessage(ctx, ticket, {
				side: 'staff',
				kind: 'note',
				body: m.inbox_grant_reason_note({
					items: unchecked.map(({ label }) => `- ${label}`).join('\n'),
					reason: input.reason
				})
			});
		await recordAudit(ctx, 'ticket.granted', ticket.id, {
			number: ticket.number,
			structureId: ticket.structureId,
			kind,
			unchecked: unchecked.map(({ item }) => item),
			reason: input.reason
		});
		const { number, body } = input;
		await replyToTicket(ctx, { number, body, status: 'resolved', requestKey, files: [] });
	});
}

const GRANTS: Record<
	Exclude<TicketKind, 'plain'>,
	(ctx: Granting, ticket: store.Ticket, input: Input) => Promise<void>
> = {
	async become_administrator(ctx, ticket, input) {
		const structureId = await structureNamed(ctx, ticket, input);
		await grantPlace(ctx, await requesterOf(ctx, ticket), { structureId, access: 'active', role: 'administrator' });
	},
	async other_structure(ctx, ticket, input) {
		const structureId = await structureNamed(ctx, null, input);
		const { access } = input;
		if (!access) throw new AppError('invalid', m.errors_invalid(), { fields: { access: m.errors_choose() } });
		await grantPlace(ctx, await requesterOf(ctx, ticket), { structureId, access, role: 'user' });
	},
	async forgotten_email(ctx, _ticket, { login, newEmail }) {
		if (!login) throw new AppError('invalid', m.errors_invalid(), { fields: { login: m.errors_required() } });
		if (newEmail) await askEmailChange(ctx, { login, email: newEmail });
		else await sendWayIn(ctx, { login });
	}
};

/** The structure a grant is for: the one typed, or else the ticket's own. */
async function structureNamed(ctx: Granting, ticket: store.Ticket | null, { customerNumber }: Input): Promise<string> {
	if (customerNumber === '' && ticket?.structureId) return ticket.structureId;
	const structure = await byCustomerNumber(ctx.db, customerNumber);
	if (!structure)
		throw new AppError('invalid', m.errors_invalid(), {
			fields: { customerNumber: customerNumber ? m.inbox_grant_number_unknown() : m.errors_required() }
		});
	return structure.id;
}

const requesterOf = (ctx: Granting, ticket: store.Ticket) =>
	ctx.db
		.selectFrom('account')
		.select(['id', 'email', 'civility', 'firstName', 'lastName', 'phone', 'staffRole'])
		.where('id', '=', ticket.requesterId)
		.executeTakeFirstOrThrow();
