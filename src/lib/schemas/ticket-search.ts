import { z } from 'zod';
import { TICKET_SEARCH_MAX } from './ticket-choices.ts';

/** Where the next page begins: the number of the last entry found. */
const after = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

export const searchTicketsInput = z.object({
	query: z.string().max(TICKET_SEARCH_MAX),
	after: after.optional()
});
export type SearchTicketsInput = z.output<typeof searchTicketsInput>;

/** What the address of a search says: nothing typed is no search. */
export const ticketSearch = z.object({
	q: z
		.string()
		.transform((typed) => typed.slice(0, TICKET_SEARCH_MAX).trim())
		.optional()
		.catch(undefined),
	from: after.optional().catch(undefined)
});
