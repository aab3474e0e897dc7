import type { z } from 'zod';
import type { setTicketVisibilityInput } from '#lib/schemas/structures.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact } from '#server/platform/db.ts';
import { structureOf } from './domain.ts';
import * as store from './store.ts';

/** Says how far users see the tickets of their colleagues. It counts from each one's next request on. */
export function setTicketVisibility(
	ctx: Ctx<'administrator'>,
	{ visibility }: z.output<typeof setTicketVisibilityInput>
): Promise<void> {
	return transact(ctx, async (ctx) => {
		const { id, ticketVisibility } = await structureOf(ctx.db, ctx.actor.structureId);
		if (visibility === ticketVisibility) return;
		await store.update(ctx.db, id, { ticketVisibility: visibility });
		await recordAudit(ctx, 'structure.ticket_visibility_set', id, { from: ticketVisibility, to: visibility });
	});
}
