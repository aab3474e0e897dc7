import { z } from 'zod';

export const listAuditInput = z.object({
	/** Continues after this entry, as the page before ended. */
	before: z.string().max(64).optional()
});
