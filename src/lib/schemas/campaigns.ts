import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import {
	BEGINNINGS,
	CAMPAIGN_NAME_MAX,
	RATE_DEFAULT,
	RATE_MAX,
	RECIPIENT_FILTERS,
	RESEND_DAYS_DEFAULT,
	RESEND_DAYS_MAX,
	RESEND_DAYS_MIN
} from './campaign-choices.ts';
import './field-label.ts';
import { id } from './form-fields.ts';
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
import { requiredLine } from './person.ts';

const name = requiredLine(CAMPAIGN_NAME_MAX).meta({ label: m.campaigns_name });
const rate = between(RATE_MIN, RATE_MAX, RATE_DEFAULT).meta({ label: m.campaigns_rate });
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
	...structuresAsked
});
export const chooseStructuresInput = z.object({
	campaign: id,
	act: z.enum(['add', 'add_all', 'add_unreached', 'remove', 'remove_all']),
	structures: ticked(id).meta({ label: m.campaigns_structures })
});
export const recipientsInput = z.object({
	campaign: id,
	filter: z.enum(RECIPIENT_FILTERS).default('all'),
	...peopleAsked
});
export type RecipientsInput = z.output<typeof recipientsInput>;
export const previewInput = z.object({ campaign: id, recipient: recipient.optional() });
export const startCampaignInput = z.object({
	campaign: id,
	/** How many people the page said would be written to. */
	seen: seenCount
});
export const resendInput = z.object({
	campaign: id,
	recipients: ticked(recipient).meta({ label: m.campaigns_people })
});
export const resendLateInput = z.object({
	campaign: id,
	days: between(RESEND_DAYS_MIN, RESEND_DAYS_MAX, RESEND_DAYS_DEFAULT).meta({ label: m.campaigns_resend_days })
});
export const exportRecipientsInput = z.object({ campaign: id, after: peopleAsked.after });

/** What the addresses of pages say; what they say wrongly counts as not said. */
export const structuresState = z.object({
	chosen: z
		.string()
		.optional()
		.transform((value) => value === 'chosen'),
	...structuresInAddress
});
export const recipientsState = z.object({
	filter: z.enum(RECIPIENT_FILTERS).catch('all'),
	...peopleInAddress
});

/** The same as its form asks it: what cannot be taken back is ticked first. */
export const startCampaignForm = startCampaignInput.omit({ campaign: true }).extend({
	confirmed: z.literal('on', { error: () => m.errors_required() }).meta({ label: m.campaigns_start })
});
