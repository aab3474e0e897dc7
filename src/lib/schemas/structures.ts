import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import {
	CUSTOMER_NUMBER_MAX,
	DIRECTORY_FILTERS,
	DIRECTORY_SEARCH_MAX,
	MAIL_DOMAIN_MAX,
	STRUCTURE_NAME_MAX
} from './directory-choices.ts';
import './field-label.ts';
import { line, requiredLine } from './person.ts';
import { TICKET_VISIBILITIES } from './ticket-choices.ts';
import { id } from './form-fields.ts';

const customerNumber = requiredLine(CUSTOMER_NUMBER_MAX).meta({ label: m.directory_number });
const domain = requiredLine(MAIL_DOMAIN_MAX).meta({ label: m.directory_domain });

export const searchStructuresInput = z.object({
	query: line(100).default('').meta({ label: m.inbox_transfer_search })
});

export const setTicketVisibilityInput = z.object({
	visibility: z.enum(TICKET_VISIBILITIES).meta({ label: m.tickets_visibility_legend })
});

export const directoryInput = z.object({
	query: line(DIRECTORY_SEARCH_MAX).default(''),
	filter: z.enum(DIRECTORY_FILTERS).default('all'),
	/** The last structure of the page before. */
	after: id.optional()
});
export type DirectoryInput = z.output<typeof directoryInput>;

/** What the address of the directory says; what it says wrongly counts as not said. */
export const directoryState = z.object({
	query: z
		.string()
		.transform((typed) => typed.slice(0, DIRECTORY_SEARCH_MAX))
		.pipe(line(DIRECTORY_SEARCH_MAX))
		.catch(''),
	filter: directoryInput.shape.filter.catch('all'),
	after: directoryInput.shape.after.catch(undefined)
});

export const structureOverviewInput = z.object({ id });

export const createStructureInput = z.object({
	name: requiredLine(STRUCTURE_NAME_MAX).meta({ label: m.directory_name }),
	customerNumber
});
export const setCustomerNumberInput = z.object({ structure: id, customerNumber });
/** Boxes of one name: none, one or several. */
export const setProductsInput = z.object({
	structure: id,
	products: z
		.union([id.transform((only) => [only]), z.array(id).max(200)])
		.optional()
		.transform((ids) => ids ?? [])
		.meta({ label: m.settings_products })
});
export const mailDomainInput = z.object({ structure: id, domain });
