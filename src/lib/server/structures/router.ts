import { procedureIn, router } from '#server/platform/trpc.ts';
import { structureOf } from './domain.ts';

const procedure = procedureIn('structures');

export const structures = router({
	read: procedure.query(async ({ ctx }) => {
		const { id, name, customerNumber, siret } = await structureOf(ctx.db, ctx.actor.structureId);
		return { id, name, customerNumber, siret };
	})
});
