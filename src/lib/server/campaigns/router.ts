import {
	campaignInput,
	campaignStructuresInput,
	changeCampaignInput,
	chooseStructuresInput,
	createCampaignInput,
	exportRecipientsInput,
	listCampaignsInput,
	previewInput,
	recipientsInput,
	resendInput,
	resendLateInput,
	startCampaignInput
} from '#lib/schemas/campaigns.ts';
import { procedureIn, router } from '#server/platform/trpc.ts';
import { choose, structuresFor } from './choosing.ts';
import * as domain from './domain.ts';
import { exportRecipients } from './export.ts';
import { listCampaigns, listRecipients, previewMail, readCampaign } from './reading.ts';

/**
 * All staff see how a campaign goes and send somebody's link again: whoever answers the phone must. What writes to
 * thousands of people and cannot be taken back is the managers', as the import is that it follows.
 */
const staff = procedureIn('campaigns');
const manager = procedureIn('campaigns', 'manager');

export const campaigns = router({
	list: staff.input(listCampaignsInput).query(({ ctx, input }) => listCampaigns(ctx, input)),
	read: staff.input(campaignInput).query(({ ctx, input }) => readCampaign(ctx, input)),
	structures: staff.input(campaignStructuresInput).query(({ ctx, input }) => structuresFor(ctx, input)),
	recipients: staff.input(recipientsInput).query(({ ctx, input }) => listRecipients(ctx, input)),
	preview: staff.input(previewInput).query(({ ctx, input }) => previewMail(ctx, input)),
	export: staff.input(exportRecipientsInput).query(({ ctx, input }) => exportRecipients(ctx, input)),
	resend: staff.input(resendInput).mutation(({ ctx, input }) => domain.resend(ctx, input)),

	create: manager.input(createCampaignInput).mutation(({ ctx, input }) => domain.createCampaign(ctx, input)),
	change: manager.input(changeCampaignInput).mutation(({ ctx, input }) => domain.changeCampaign(ctx, input)),
	choose: manager.input(chooseStructuresInput).mutation(({ ctx, input }) => choose(ctx, input)),
	listAnew: manager.input(campaignInput).mutation(({ ctx, input }) => domain.listAnew(ctx, input)),
	discard: manager.input(campaignInput).mutation(({ ctx, input }) => domain.discardCampaign(ctx, input)),
	start: manager.input(startCampaignInput).mutation(({ ctx, input }) => domain.startCampaign(ctx, input)),
	pause: manager.input(campaignInput).mutation(({ ctx, input }) => domain.pauseCampaign(ctx, input)),
	resume: manager.input(campaignInput).mutation(({ ctx, input }) => domain.resumeCampaign(ctx, input)),
	resendLate: manager.input(resendLateInput).mutation(({ ctx, input }) => domain.resendLate(ctx, input))
});
