import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import './field-label.ts';
import { uploadIds } from './files.ts';
import { EMAIL_MAX } from './person-limits.ts';
import { line, requiredLine } from './person.ts';
import { words } from './tickets.ts';

const requestKey = z.uuid();
const files = uploadIds.meta({ label: m.files_label });
/** Words that may be missing: then the portal says in a sentence what is asked. */
const freeWords = z.union([z.literal(''), words]).optional();

/** Somebody of the structure whom staff can call. */
const confirmation = {
	confirmName: requiredLine(120).meta({ label: m.tickets_request_confirm_name }),
	confirmFunction: line(120).optional().meta({ label: m.tickets_request_confirm_function }),
	confirmPhone: requiredLine(40).meta({ label: m.tickets_request_confirm_phone })
};

export const becomeAdministratorInput = z.object({
	/** Asked of whoever writes without a structure. */
	structureName: line(160).optional().meta({ label: m.tickets_request_structure }),
	currentAdministrator: line(120).optional().meta({ label: m.tickets_request_current_administrator }),
	...confirmation,
	body: words.meta({ label: m.tickets_request_why_administrator }),
	files,
	requestKey
});

export const forgottenEmailInput = z.object({
	formerName: requiredLine(120).meta({ label: m.tickets_request_former_name }),
	/** As much of it as is remembered. */
	formerEmail: line(EMAIL_MAX).optional().meta({ label: m.tickets_request_former_email }),
	formerStructure: requiredLine(160).meta({ label: m.tickets_request_former_structure }),
	phone: requiredLine(40).meta({ label: m.tickets_request_phone }),
	body: freeWords.meta({ label: m.tickets_request_more }),
	files,
	requestKey
});

export const otherStructureInput = z.object({
	otherStructure: requiredLine(160).meta({ label: m.tickets_request_other_structure }),
	customerNumber: line(32).optional().meta({ label: m.tickets_request_customer_number }),
	functionThere: requiredLine(120).meta({ label: m.tickets_request_function_there }),
	...confirmation,
	body: freeWords.meta({ label: m.tickets_request_more }),
	files,
	requestKey
});
