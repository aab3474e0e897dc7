import { Readable } from 'node:stream';
import { z } from 'zod';
import { uploadIds } from '#lib/schemas/files.ts';
import { procedureIn, router } from '#server/platform/trpc.ts';
import * as domain from './domain.ts';

const procedure = procedureIn('files');

/** In ten minutes: many at once, such as a month's invoices, come one by one. How many an hour is the domain's to say. */
const STAFF_UPLOADS = 6_000;

export const files = router({
	/** Only within the portal: a stream does not come as JSON. POST /files hands one over. */
	upload: procedure
		.meta({ actsOfStaff: STAFF_UPLOADS })
		.input(
			z.object({
				name: z.string().max(2000),
				content: z.custom<Readable>((value) => value instanceof Readable),
				/** In bytes, where it is said beforehand. */
				size: z.number().optional()
			})
		)
		.mutation(({ ctx, input }) => domain.upload(ctx, input)),
	waiting: procedure.input(z.object({ ids: uploadIds })).query(({ ctx, input }) => domain.waiting(ctx, input)),
	discard: procedure
		.input(z.object({ id: z.string().min(1).max(64) }))
		.mutation(({ ctx, input }) => domain.discard(ctx, input))
});
