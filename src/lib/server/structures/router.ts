import { setTicketVisibilityInput } from '#lib/schemas/structures.ts';
import { procedureIn, router } from '#server/platform/trpc.ts';
import { readStructure } from './reading.ts';
import { setTicketVisibility } from './visibility.ts';

const procedure = procedureIn('structures');
const administratorsOnly = procedureIn('structures', 'administrator');

export const structures = router({
	read: procedure.query(({ ctx }) => readStructure(ctx)),
	setTicketVisibility: administratorsOnly
		.input(setTicketVisibilityInput)
		.mutation(({ ctx, input }) => setTicketVisibility(ctx, input))
});
