import { z } from 'zod';
import { procedureIn, router } from '#server/platform/trpc.ts';
import * as domain from './domain.ts';

const open = procedureIn('documents');

export const documents = router({
	listPublic: open.query(({ ctx }) => domain.listPublic(ctx)),
	publicDocument: open
		.input(z.object({ id: z.string().max(64) }))
		.query(({ ctx, input }) => domain.publicDocument(ctx, input))
});
