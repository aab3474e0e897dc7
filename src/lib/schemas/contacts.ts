import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { CONTACT_PAGE_SIZES, CONTACT_SEARCH_MAX, REASON_MAX } from '#lib/schemas/contact-limits.ts';
import './field-label.ts';
import { civility, email, jobFunction, line, personName, phone, requiredLine } from './person.ts';
import { box, id } from './form-fields.ts';

export const CONTACT_SORTS = ['name', 'function', 'access'] as const;
export const CONTACT_FILTERS = ['all', 'to_activate', 'review', 'without_function'] as const;
export type ContactSort = (typeof CONTACT_SORTS)[number];

const reason = requiredLine(REASON_MAX).meta({ label: m.contacts_reason });

/** Without `sort`: those who wait first, then by name. */
export const listContactsInput = z.object({
	query: line(CONTACT_SEARCH_MAX).default(''),
	/** `to_activate`: who waits or never came; `review`: whose function nobody has confirmed for a year; `without_function`: who has none. */
	filter: z.enum(CONTACT_FILTERS).default('all'),
	sort: z.enum(CONTACT_SORTS).optional(),
	direction: z.enum(['asc', 'desc']).default('asc'),
	page: z.int().min(1).max(1_000_000).default(1),
	size: z.literal(CONTACT_PAGE_SIZES).default(10)
});
export type ListContactsInput = z.output<typeof listContactsInput>;

export const contactInput = z.object({ contact: id });
/** `vacate` says that the roles of a referent go with them. */
export const cutContactInput = z.object({ contact: id, vacate: box });

const details = {
	civility: civility.meta({ label: m.accounts_civility }),
	firstName: personName.meta({ label: m.accounts_first_name }),
	lastName: personName.meta({ label: m.accounts_last_name }),
	function: jobFunction.default('').meta({ label: m.contacts_function }),
	phone: phone.default('').meta({ label: m.accounts_phone })
};
const address = email.meta({ label: m.contacts_email });
export const addContactInput = z.object({
	...details,
	email: address,
	invite: box,
	/** Made by the page: sent twice, one contact is made. */
	requestKey: z.uuid()
});
/** Without `email` it stays: that of somebody with a login is theirs. */
export const editContactInput = z.object({ contact: id, ...details, email: address.optional() });
export const refuseContactInput = z.object({ contact: id, reason });

/** `to_attach`: requests no structure was found for; `nobody_decides`: who waits in a structure without administrator. */
export const WAITING_FILTERS = ['all', 'to_attach', 'nobody_decides'] as const;
export type WaitingFilter = (typeof WAITING_FILTERS)[number];
export const listWaitingInput = z.object({ show: z.enum(WAITING_FILTERS).default('all') });

export const attachRequestInput = z.object({ request: id, structure: id, activate: box });
export const createStructureForInput = z.object({
	request: id,
	name: requiredLine(160).meta({ label: m.staff_create_name }),
	customerNumber: requiredLine(40).meta({ label: m.staff_create_number }),
	activate: box,
	administrator: box
});
export const refuseRequestInput = z.object({ request: id, reason });
