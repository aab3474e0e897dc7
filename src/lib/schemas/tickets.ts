import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import './field-label.ts';
import { uploadIds } from './files.ts';
import { requiredLine } from './person.ts';
import { BODY_MAX, STATUSES_TO_SET, SUBJECT_MAX, TICKET_FILTERS, TICKET_OWNERS, URGENCIES } from './ticket-choices.ts';

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

const attached = uploadIds.meta({ label: m.files_label });

/** An id chosen from a list, or the empty first choice. */
const choice = z
	.string()
	.max(64)
	.optional()
	.transform((value) => value || undefined);

/** Made by the server when the page is loaded: the same request sent twice acts once. */
const requestKey = z.uuid();

const number = z.number().int().min(1).max(2_147_483_647);

/** Where the next page begins: last activity and number of the last ticket shown. */
export const cursor = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z~\d{1,10}$/);

export const listTicketsInput = z.object({
	filter: z.enum(TICKET_FILTERS).default('open'),
	whose: z.enum(TICKET_OWNERS).default('all'),
	after: cursor.optional()
});
export const ticketInput = z.object({ number });
export const ticketFileInput = z.object({ number, id: z.string().min(1).max(64) });
export const readTicketInput = z.object({
	number,
	/** The thread before this message, as the part after it began; its newest part without. */
	before: z.string().max(64).optional()
});
export type ReadTicketInput = z.output<typeof readTicketInput>;
export const openTicketInput = z.object({
	subject: requiredLine(SUBJECT_MAX).meta({ label: m.tickets_subject }),
	/** Ids of the vendor's choices; that they are offered is checked where the ticket is opened. */
	category: z
		.string({ error: () => m.errors_choose() })
		.min(1)
		.max(64)
		.meta({ label: m.tickets_category }),
	product: choice.meta({ label: m.tickets_product }),
	urgency: z.enum(URGENCIES).meta({ label: m.tickets_urgency }),
	body: words.meta({ label: m.tickets_body }),
	files: attached,
	private: ticked,
	/** The contact it is opened for, by an administrator; nobody is oneself. */
	colleague: choice.meta({ label: m.tickets_colleague }),
	/** The closed ticket it goes on from. */
	follows: z.union([z.literal('').transform(() => undefined), z.coerce.number().pipe(number)]).optional(),
	requestKey
});
/** The newest message its author had seen: an answer is held back once when there are newer ones. */
const seen = z.string().max(64).optional();

export const answerTicketInput = z.object({
	number,
	body: words.meta({ label: m.tickets_answer_title }),
	files: attached,
	seen,
	requestKey
});
export const refuseSolutionInput = z.object({
	number,
	body: words.meta({ label: m.tickets_refuse_reason }),
	files: attached,
	requestKey
});
export const addParticipantInput = z.object({
	number,
	/** Of an active contact of the structure. */
	contact: z
		.string({ error: () => m.errors_choose() })
		.min(1, { error: () => m.errors_choose() })
		.max(64)
		.meta({ label: m.tickets_participant_choose })
});
export const removeParticipantInput = z.object({ number, account: z.string().min(1).max(64) });

export const replyInput = z.object({
	number,
	body: words.meta({ label: m.tickets_reply_label }),
	files: attached,
	status: z.enum(STATUSES_TO_SET).meta({ label: m.tickets_reply_status }),
	seen,
	requestKey
});
export const noteInput = z.object({
	number,
	body: words.meta({ label: m.tickets_note_label }),
	files: attached,
	requestKey
});
export const setStatusInput = z.object({
	number,
	status: z.enum(STATUSES_TO_SET).meta({ label: m.tickets_set_status })
});

/** What the address of a list may say; anything else reads as nothing. */
export const listSearch = z.object({
	filter: z.enum(TICKET_FILTERS).catch('open'),
	whose: z.enum(TICKET_OWNERS).catch('all'),
	after: cursor.optional().catch(undefined)
});
