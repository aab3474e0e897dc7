import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { requiredLine } from './person.ts';
import { BODY_MAX, INBOX_FILTERS, STATUSES_TO_SET, SUBJECT_MAX, TICKET_FILTERS, URGENCIES } from './ticket-choices.ts';

/** Text of several lines, with something in it. Forms send CRLF: it is counted as typed, with single line ends. */
export const words = z
	.string()
	.max(2 * BODY_MAX, { error: () => m.errors_too_long({ count: BODY_MAX }) })
	.refine((value) => !/[^\P{Cc}\t\n\r]/u.test(value), { error: () => m.errors_invalid_value() })
	.transform((value) =>
		value
			.replace(/\r\n?/g, '\n')
			.trimEnd()
			.replace(/^\s*\n/, '')
	)
	.pipe(z.string().min(1).max(BODY_MAX));

/** A box that is ticked or, by its absence, is not. */
const ticked = z
	.union([z.boolean(), z.literal('on')])
	.optional()
	.transform((value) => value === true || value === 'on');

/** Made by the server when the page is loaded: the same request sent twice acts once. */
const requestKey = z.uuid();

const number = z.number().int().min(1).max(2_147_483_647);

/** Where the next page begins: last activity and number of the last ticket shown. */
export const cursor = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z~\d{1,10}$/);

export const listTicketsInput = z.object({ filter: z.enum(TICKET_FILTERS).default('open'), after: cursor.optional() });
export const ticketInput = z.object({ number });
export const readTicketInput = z.object({
	number,
	/** The thread before this message, as the part after it began; its newest part without. */
	before: z.string().max(64).optional()
});
export type ReadTicketInput = z.output<typeof readTicketInput>;
export const openTicketInput = z.object({
	subject: requiredLine(SUBJECT_MAX),
	/** Ids of the vendor's choices; that they are offered is checked where the ticket is opened. */
	category: z
		.string({ error: () => m.errors_choose() })
		.min(1)
		.max(64),
	product: z
		.string()
		.max(64)
		.optional()
		.transform((value) => value || undefined),
	urgency: z.enum(URGENCIES),
	body: words,
	private: ticked,
	requestKey
});
export const answerTicketInput = z.object({ number, body: words, requestKey });

export const inboxInput = z.object({ filter: z.enum(INBOX_FILTERS).default('to_handle'), after: cursor.optional() });
export const replyInput = z.object({ number, body: words, status: z.enum(STATUSES_TO_SET), requestKey });
export const noteInput = z.object({ number, body: words, requestKey });
export const setStatusInput = z.object({ number, status: z.enum(STATUSES_TO_SET) });

/** What the address of a list may say; anything else reads as nothing. */
export const listSearch = z.object({
	filter: z.enum(TICKET_FILTERS).catch('open'),
	after: cursor.optional().catch(undefined)
});
export const inboxSearch = z.object({
	filter: z.enum(INBOX_FILTERS).catch('to_handle'),
	after: cursor.optional().catch(undefined)
});
