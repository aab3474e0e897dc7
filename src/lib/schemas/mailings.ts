import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import './field-label.ts';
import { id } from './form-fields.ts';
import {
	AUDIENCES,
	MAILING_BEGINNINGS,
	MAILING_COUNT_MAX,
	MAILING_FILTERS,
	MAILING_KINDS,
	MAILING_RATE_DEFAULT,
	MAILING_RATE_MAX,
	MAILING_SUBJECT_MAX,
	STRUCTURES_SHOWN
} from './mailing-choices.ts';
import { RATE_MIN } from './many-choices.ts';
import {
	between,
	peopleAsked,
	peopleInAddress,
	recipient,
	seenCount,
	structuresAsked,
	structuresInAddress,
	ticked
} from './many.ts';
import { line, LOCALES, requiredLine } from './person.ts';
import { words } from './tickets.ts';

const rate = between(RATE_MIN, MAILING_RATE_MAX, MAILING_RATE_DEFAULT).meta({ label: m.mailings_rate });
/** The same as {@link words}, or nothing. */
const wordsOrNone = z
	.union([
		z
			.string()
			.max(200)
			.regex(/^\s*$/)
			.transform(() => ''),
		words
	])
	.default('');

const content = {
	kind: z.enum(MAILING_KINDS).meta({ label: m.mailings_kind }),
	/** Whom an information goes to; what else goes to is said by its kind. */
	roles: ticked(z.enum(AUDIENCES)).default([]).meta({ label: m.mailings_roles }),
	subjectFr: requiredLine(MAILING_SUBJECT_MAX).meta({ label: m.mailings_subject_fr }),
	textFr: words.meta({ label: m.mailings_text_fr }),
	subjectEn: line(MAILING_SUBJECT_MAX).default('').meta({ label: m.mailings_subject_en }),
	textEn: wordsOrNone.meta({ label: m.mailings_text_en }),
	rate
};
export type MailingContent = z.output<z.ZodObject<typeof content>>;

export const listMailingsInput = z.object({ before: id.optional() });
export const createMailingInput = z.object({
	...content,
	beginning: z.enum(MAILING_BEGINNINGS).default('all').meta({ label: m.mailings_beginning }),
	products: ticked(id).default([]).meta({ label: m.mailings_products })
});
export const mailingInput = z.object({ mailing: id });
/** `seen` is the revision that was changed. */
export const writeMailingInput = z.object({ mailing: id, seen: seenCount, ...content });
export const setRateInput = z.object({ mailing: id, rate });
export const mailingStructuresInput = z.object({
	mailing: id,
	show: z.enum(STRUCTURES_SHOWN).default('all'),
	...structuresAsked
});
export const chooseForMailingInput = z.object({
	mailing: id,
	act: z.enum(['add', 'add_all', 'add_products', 'remove', 'remove_all']),
	structures: ticked(id).default([]).meta({ label: m.campaigns_structures }),
	products: ticked(id).default([]).meta({ label: m.mailings_products })
});
export const mailingRecipientsInput = z.object({
	mailing: id,
	filter: z.enum(MAILING_FILTERS).default('all'),
	...peopleAsked
});
export const mailingPreviewInput = z.object({
	mailing: id,
	recipient: recipient.optional(),
	locale: z.enum(LOCALES).default('fr')
});
export const testMailingInput = z.object({
	mailing: id,
	locale: z.enum(LOCALES).default('fr').meta({ label: m.mailings_language })
});
export const startMailingInput = z.object({
	mailing: id,
	/** How many people the page said would be written to, and which state of the list it showed. */
	seen: seenCount,
	version: seenCount,
	/** When, as a clock where the vendor is shows it; at once where it is empty. */
	at: z.string().max(30).default('').meta({ label: m.mailings_at }),
	/** Of a data incident: how many people, once more, by whoever starts it. */
	count: z
		.union([z.number(), z.string().max(MAILING_COUNT_MAX)])
		.optional()
		.meta({ label: m.mailings_count_again })
});
export const exportMailingInput = z.object({ mailing: id, after: peopleAsked.after });

/** The same as its form asks it: what cannot be taken back is ticked first. */
export const startMailingForm = startMailingInput.omit({ mailing: true }).extend({
	confirmed: z.literal('on', { error: () => m.errors_required() }).meta({ label: m.mailings_start })
});

/** What the addresses of pages say; what they say wrongly counts as not said. */
export const mailingStructuresState = z.object({
	show: z.enum(STRUCTURES_SHOWN).catch('all'),
	...structuresInAddress
});
export const mailingRecipientsState = z.object({
	filter: z.enum(MAILING_FILTERS).catch('all'),
	...peopleInAddress
});
