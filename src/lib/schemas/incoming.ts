import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import './field-label.ts';
import { INCOMING_FILTERS } from './incoming-choices.ts';
import { requiredLine } from './person.ts';
import { SUBJECT_MAX } from './ticket-choices.ts';
import { id } from './form-fields.ts';

export const listIncomingInput = z.object({
	state: z.enum(INCOMING_FILTERS).default('waiting'),
	/** Continues after this mail, as the page before ended. */
	before: z.string().max(64).optional()
});

export const mailInput = z.object({ id });
export const mailOfMessageInput = z.object({ message: id });

/** As typed: `1024`, `#1024` or `[#1024]`. */
const ticketNumber = z
	.union([z.string().max(20), z.number()])
	.transform((value) => String(value).replace(/[[\]#\s]/g, ''))
	.refine((value) => /^[1-9]\d{0,8}$/.test(value), { error: () => m.incoming_number_wrong() })
	.transform(Number);

export const attachMailInput = z.object({ id, number: ticketNumber.meta({ label: m.incoming_number_label }) });

export const openFromMailInput = z.object({
	id,
	/** Of the sender's, or the reserved name of none. */
	structure: z
		.string({ error: () => m.errors_choose() })
		.min(1, { error: () => m.errors_choose() })
		.max(64)
		.meta({ label: m.incoming_structure_label }),
	subject: requiredLine(SUBJECT_MAX).meta({ label: m.tickets_subject }),
	category: z
		.string({ error: () => m.errors_choose() })
		.min(1, { error: () => m.errors_choose() })
		.max(64)
		.meta({ label: m.tickets_category })
});

export const discardMailInput = z.object({ id, reason: requiredLine(300).meta({ label: m.incoming_discard_reason }) });
