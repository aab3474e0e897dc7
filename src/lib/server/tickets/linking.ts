import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { linkInput } from '#lib/schemas/inbox.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { ticketNumbered } from './handling.ts';
import * as store from './store.ts';
import { addMessage } from './thread.ts';
import * as ties from './ties-store.ts';

type Input = z.output<typeof linkInput>;

/** Ties two tickets together, for staff only: customers never learn of it, whoever they are. */
export function linkTickets(ctx: Ctx<'staff'>, { number, other }: Input): Promise<void> {
	return transact(ctx, async (ctx) => {
		const [one, two] = await bothOf(ctx, { number, other });
		if (!(await ties.link(ctx.db, [one.id, two.id], ctx.actor.account.id, ctx.now()))) return;
		for (const [ticket, other] of [
			[one, two],
			[two, one]
		] as const)
			await addMessage(ctx, ticket, {
				side: 'staff',
				kind: 'event',
				event: 'linked',
				details: { number: other.number }
			});
		await recordAudit(ctx, 'ticket.linked', one.id, { number, other, structureId: one.structureId });
	});
}

export function unlinkTickets(ctx: Ctx<'staff'>, { number, other }: Input): Promise<void> {
	return transact(ctx, async (ctx) => {
		const [one, two] = await bothOf(ctx, { number, other });
		if (!(await ties.unlink(ctx.db, [one.id, two.id]))) return;
		await recordAudit(ctx, 'ticket.unlinked', one.id, { number, other, structureId: one.structureId });
	});
}

async function bothOf(ctx: { db: Trx }, { number, other }: Input): Promise<[store.Ticket, store.Ticket]> {
	const refused = (told: string) => new AppError('invalid', m.errors_invalid(), { fields: { other: told } });
	if (number === other) throw refused(m.inbox_link_itself());
	const one = await ticketNumbered(ctx.db, number);
	const two = await store.findByNumber(ctx.db, other);
	if (!two) throw refused(m.inbox_merge_unknown({ number: other }));
	return [one, two];
}
