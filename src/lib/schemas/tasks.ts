import { z } from 'zod';
import { id } from './form-fields.ts';

export const listTasksInput = z.object({
	/** Continues after the task the page before ended with: since when it is asked, and its id. */
	after: z
		.string()
		.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z~[\w-]{1,64}$/)
		.optional()
});
export type ListTasksInput = z.output<typeof listTasksInput>;

export const taskInput = z.object({ task: id });
