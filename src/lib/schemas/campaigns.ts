import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import {
	BEGINNINGS,
	CAMPAIGN_NAME_MAX,
	RATE_DEFAULT,
	RATE_MAX,
	RATE_MIN,
	RECIPIENT_FILTERS,
	RECIPIENT_SEARCH_MAX,
	RESEND_DAYS_DEFAULT,
	RESEND_DAYS_MAX,
	RESEND_DAYS_MIN
} from './campaign-choices.ts';
import { DIRECTORY_SEARCH_MAX } from './directory-choices.ts';
import './field-label.ts';
import { id, wholeBetween } from './form-fields.ts';
import { line, requiredLine } from './person.ts';

/** As many as a page of a list shows. */
const MOST_AT_ONCE = 50;

const between = (min: number, max: number, otherwise: number) => wholeBetween(min, max).default(otherwise);

const name = requiredLine(CAMPAIGN_NAME_MAX).meta({ label: m.campaigns_name });
const rate = between(RATE_MIN, RATE_MAX, RATE_DEFAULT).meta({ label: m.campaigns_rate });
/** A row's number. */
const recipient = z
	.union([z.number(), z.string().max(16).regex(/^\d+$/).transform(Number)])
	.refine((value) => Number.isSafeInteger(value) && value > 0);
/** One or several boxes of one name; none ticked sends nothing. */
const ticked = <T extends z.ZodType>(one: T) =>
	z
		.union([one.transform((only) => [only]), z.array(one).max(MOST_AT_ONCE)])
		.optional()
		.transform((all) => all ?? []) as unknown as z.ZodType<z.output<T>[], z.input<T> | z.input<T>[] | undefined>;

export const listCampaignsInput = z.object({ before: id.optional() });
export const createCampaignInput = z.object({
	name,
	beginning: z.enum(BEGINNINGS).default('unreached').meta({ label: m.campaigns_beginning }),
	rate
});
export const campaignInput = z.object({ campaign: id });
export const changeCampaignInput = z.object({ campaign: id, name, rate });
export const campaignStructuresInput = z.object({
	campaign: id,
	chosen: z.boolean().default(false),
	query: line(DIRECTORY_SEARCH_MAX).default(''),
	/** The last structure of the page before. */
	after: id.optional()
});
export const chooseStructuresInput = z.object({
	campaign: id,
	act: z.enum(['add', 'add_all', 'add_unreached', 'remove', 'remove_all']),
	structures: ticked(id).meta({ label: m.campaigns_structures })
});
export const recipientsInput = z.object({
	campaign: id,
	filter: z.enum(RECIPIENT_FILTERS).default('all'),
	/** How the address begins. */
	query: line(RECIPIENT_SEARCH_MAX).default(''),
	/** The last address of the page before. */
	after: z.string().max(254).optional()
});
export type RecipientsInput = z.output<typeof recipientsInput>;
export const previewInput = z.object({ campaign: id, recipient: recipient.optional() });
export const startCampaignInput = z.object({
	campaign: id,
	/** How many people the page said would be written to. */
	seen: z.union([z.number(), z.string().max(10).transform(Number)]).refine((value) => Number.isSafeInteger(value))
});
export const resendInput = z.object({
	campaign: id,
	recipients: ticked(recipient).meta({ label: m.campaigns_people })
});
export const resendLateInput = z.object({
	campaign: id,
	days: between(RESEND_DAYS_MIN, RESEND_DAYS_MAX, RESEND_DAYS_DEFAULT).meta({ label: m.campaigns_resend_days })
});
export const exportRecipientsInput = z.object({ campaign: id, after: z.string().max(254).optional() });

/** What the addresses of pages say; what they say wrongly counts as not said. */
export const structuresState = z.object({
	chosen: z
		.string()
		.optional()
		.transform((value) => value === 'chosen'),
	query: z
		.string()
		.transform((typed) => typed.slice(0, DIRECTORY_SEARCH_MAX))
		.pipe(line(DIRECTORY_SEARCH_MAX))
		.catch(''),
	after: id.optional().catch(undefined)
});
export const recipientsState = z.object({
	filter: z.enum(RECIPIENT_FILTERS).catch('all'),
	query: z
		.string()
		.transform((typed) => typed.slice(0, RECIPIENT_SEARCH_MAX))
		.pipe(line(RECIPIENT_SEARCH_MAX))
		.catch(''),
	after: z.string().max(254).optional().catch(undefined)
});

/** The same as its form asks it: what cannot be taken back is ticked first. */
export const startCampaignForm = startCampaignInput.omit({ campaign: true }).extend({
	confirmed: z.literal('on', { error: () => m.errors_required() }).meta({ label: m.campaigns_start })
});
