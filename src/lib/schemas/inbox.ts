import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import './field-label.ts';
import {
	INBOX_SORTS,
	INBOX_STATUSES,
	inboxQuery,
	PRIORITIES,
	TEMPLATE_TITLE_MAX,
	VIEW_NAME_MAX
} from './inbox-choices.ts';
import { email, line, requiredLine } from './person.ts';
import { SUBJECT_MAX, URGENCIES } from './ticket-choices.ts';
import { ticketInput, words } from './tickets.ts';
import { id } from './form-fields.ts';

const number = ticketInput.shape.number;
/** As typed in a form: « #1024 » too. */
const typedNumber = z
	.union([z.number(), z.string().max(20)])
	.transform((value) => (typeof value === 'number' ? value : Number(/^\s*#?\s*(\d{1,10})\s*$/.exec(value)?.[1])))
	.pipe(
		z
			.number({ error: () => m.inbox_number_expected() })
			.int()
			.min(1)
			.max(2_147_483_647)
	);
const requestKey = z.uuid();
const days = z.coerce.number().int().min(1).max(3650);
const ticked = z
	.union([z.boolean(), z.literal('on')])
	.optional()
	.transform((value) => value === true || value === 'on');
const optional = <T extends z.ZodType>(schema: T) =>
	z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** Where the next page begins: its rank where the sort has ranks, last activity and number of the last ticket looked at. */
const cursor = z.string().regex(/^(?:[0-3]~)?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z~\d{1,10}$/);

export const inboxInput = z.object({
	filter: z.enum(INBOX_STATUSES).default('to_handle').meta({ label: m.inbox_status }),
	/** `me`, `nobody`, or an account. */
	assignee: id.optional().meta({ label: m.inbox_assignee }),
	/** A customer number, part of a name, or `none`. */
	structure: line(120).optional().meta({ label: m.inbox_structure }),
	category: id.optional(),
	product: id.optional().meta({ label: m.inbox_product }),
	urgency: z.enum(URGENCIES).optional(),
	priority: z.enum(PRIORITIES).optional(),
	/** Opened for more than so many days. */
	opened: days.optional().meta({ label: m.inbox_opened }),
	/** Without news for more than so many days. */
	idle: days.optional().meta({ label: m.inbox_idle }),
	sort: z.enum(INBOX_SORTS).default('activity').meta({ label: m.inbox_sort }),
	after: cursor.optional()
});
export type InboxInput = z.output<typeof inboxInput>;

const lenient = <T extends z.ZodType>(schema: T) => optional(schema).catch(undefined);

/** What the address of the inbox may say; anything else reads as nothing. */
export const inboxSearch = z.object({
	filter: z.enum(INBOX_STATUSES).catch('to_handle'),
	assignee: lenient(id),
	structure: lenient(line(120)),
	category: lenient(id),
	product: lenient(id),
	urgency: lenient(z.enum(URGENCIES)),
	priority: lenient(z.enum(PRIORITIES)),
	opened: lenient(days),
	idle: lenient(days),
	sort: z.enum(INBOX_SORTS).catch('activity'),
	after: lenient(cursor)
});

const viewName = requiredLine(VIEW_NAME_MAX).meta({ label: m.inbox_view_name });
const query = z
	.string()
	.max(1000)
	.transform((value) => inboxQuery(new URLSearchParams(value)));
export const saveViewInput = z.object({ name: viewName, query });
export const changeViewInput = z.object({ view: id, name: viewName, query: query.optional() });
export const viewInput = z.object({ view: id });

export const assignInput = z.object({ number, assignee: id.meta({ label: m.inbox_assign_to }) });
export const setPriorityInput = z.object({ number, priority: z.enum(PRIORITIES).meta({ label: m.inbox_priority }) });

export const templateInput = z.object({ template: id });
export const saveTemplateInput = z.object({
	/** Without: a new one. */
	template: optional(id),
	title: requiredLine(TEMPLATE_TITLE_MAX).meta({ label: m.inbox_template_title }),
	body: words.meta({ label: m.inbox_template_body })
});
export const moveTemplateInput = z.object({ template: id, direction: z.enum(['up', 'down']) });
export const fillTemplateInput = z.object({ number, template: id.meta({ label: m.inbox_template_insert }) });

export const transferPreviewInput = z.object({ number, structure: id });
export const transferInput = z.object({
	number,
	structure: id,
	/** The contact of the new structure who takes the requester's place, where that one has no access there. */
	requester: optional(id).meta({ label: m.inbox_transfer_requester })
});
export const mergeInput = z.object({ number, into: typedNumber.meta({ label: m.inbox_merge_into }) });
export const linkInput = z.object({ number, other: typedNumber.meta({ label: m.inbox_link_label }) });

export const checkInput = z.object({ number, item: z.string().min(1).max(40), checked: ticked });
export const grantInput = z.object({
	number,
	body: words.meta({ label: m.inbox_grant_words }),
	/** Why it is granted though not everything was verified. */
	reason: line(500).default('').meta({ label: m.inbox_grant_reason }),
	/** For another structure: which, by customer number, and how the person stands there. */
	customerNumber: line(40).default('').meta({ label: m.inbox_grant_number }),
	access: optional(z.enum(['pending', 'active'])).meta({ label: m.inbox_grant_access }),
	/** For a forgotten address: the login as it is, and what is to become of it. */
	login: optional(email).meta({ label: m.inbox_grant_login }),
	newEmail: optional(email).meta({ label: m.inbox_grant_new_email }),
	requestKey
});

export const presenceInput = z.object({ number, writing: z.boolean(), left: z.boolean().default(false) });

export const findContactsInput = z.object({ query: line(100).meta({ label: m.inbox_for_search }) });
export const openForInput = z.object({
	contact: id.meta({ label: m.tickets_requester }),
	subject: requiredLine(SUBJECT_MAX).meta({ label: m.tickets_subject }),
	category: z
		.string({ error: () => m.errors_choose() })
		.min(1)
		.max(64)
		.meta({ label: m.tickets_category }),
	product: optional(z.string().max(64)),
	urgency: z.enum(URGENCIES).meta({ label: m.tickets_urgency }),
	body: words.meta({ label: m.tickets_body }),
	private: ticked,
	requestKey
});
