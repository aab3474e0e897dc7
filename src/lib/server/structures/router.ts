import { setTicketVisibilityInput } from '#lib/schemas/structures.ts';
import { procedureIn, router } from '#server/platform/trpc.ts';
import { structureOf } from './domain.ts';
import { setTicketVisibility } from './visibility.ts';

const procedure = procedureIn('structures');
const administratorsOnly = procedureIn('structures', 'administrator');

export const structures = router({
	read: procedure.query(async ({ ctx }) => {
		const { id, name, customerNumber, siret, ticketVisibility } = await structureOf(ctx.db, ctx.actor.structureId);
		return { id, name, customerNumber, siret, ticketVisibility };
	}),
	setTicketVisibility: administratorsOnly
		.input(setTicketVisibilityInput)
		.mutation(({ ctx, input }) => setTicketVisibility(ctx, input))
});
