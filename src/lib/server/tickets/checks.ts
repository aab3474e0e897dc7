import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { checkInput } from '#lib/schemas/inbox.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { ticketNumbered } from './handling.ts';
import type { TicketKind } from './table.ts';
import * as ties from './ties-store.ts';

/** What is to be verified before a typed request is granted, in the order in which it is done. */
const ITEMS = {
	plain: {},
	become_administrator: {
		call_back: m.inbox_check_call_back,
		confirmed: m.inbox_check_confirmed_administrator,
		current: m.inbox_check_current_administrator
	},
	forgotten_email: {
		call_back: m.inbox_check_call_back,
		account: m.inbox_check_account_found,
		spelled: m.inbox_check_address_spelled
	},
	other_structure: {
		call_back: m.inbox_check_call_back,
		structure: m.inbox_check_structure_found,
		confirmed: m.inbox_check_confirmed_structure
	}
} as const satisfies Record<TicketKind, Record<string, () => string>>;

/** A ticket's check-list, with who ticked what and when; empty for a plain one. */
export async function checklistOf(db: Db | Trx, ticketId: string, kind: TicketKind) {
	const items = Object.entries(ITEMS[kind]);
	if (items.length === 0) return [];
	const ticked = new Map((await ties.checks(db, ticketId)).map((check) => [check.item, check]));
	return items.map(([item, label]) => {
		const check = ticked.get(item);
		return {
			item,
			label: label(),
			checked: check ? { by: `${check.firstName} ${check.lastName}`, at: check.checkedAt } : null
		};
	});
}

/** Ticks an item of the check-list, or takes the tick back. */
export function checkItem(ctx: Ctx<'staff'>, { number, item, checked }: z.output<typeof checkInput>): Promise<void> {
	return transact(ctx, async (ctx) => {
		const ticket = await ticketNumbered(ctx.db, number);
		const items: Record<string, unknown> = ITEMS[await ties.kindOf(ctx.db, ticket.category)];
		if (!Object.hasOwn(items, item)) throw new AppError('not_found', m.errors_not_found());
		if (checked)
			await ties.check(ctx.db, {
				ticketId: ticket.id,
				item,
				checkedById: ctx.actor.account.id,
				checkedAt: ctx.now()
			});
		else await ties.uncheck(ctx.db, ticket.id, item);
		await recordAudit(ctx, checked ? 'ticket.item_checked' : 'ticket.item_unchecked', ticket.id, {
			number,
			structureId: ticket.structureId,
			item
		});
	});
}
