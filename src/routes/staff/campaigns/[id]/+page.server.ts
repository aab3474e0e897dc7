import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { changeCampaignInput, resendLateInput, startCampaignForm } from '#lib/schemas/campaigns.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const campaign = await api(event).campaigns.read({ campaign: event.params.id });
	return { title: campaign.name, campaign };
};

const nothing = z.object({});

export const actions: Actions = {
	change: formAction(changeCampaignInput.omit({ campaign: true }), async (input, event) => {
		await api(event).campaigns.change({ ...input, campaign: event.params.id! });
		return m.campaigns_saved();
	}),
	start: formAction(startCampaignForm, async ({ seen }, event) => {
		await api(event).campaigns.start({ seen, campaign: event.params.id! });
		redirect(303, `/staff/campaigns/${event.params.id}`);
	}),
	pause: formAction(nothing, async (_input, event) => {
		await api(event).campaigns.pause({ campaign: event.params.id! });
		return m.campaigns_paused_told();
	}),
	resume: formAction(nothing, async (_input, event) => {
		await api(event).campaigns.resume({ campaign: event.params.id! });
		return m.campaigns_resumed_told();
	}),
	listAnew: formAction(nothing, async (_input, event) => {
		await api(event).campaigns.listAnew({ campaign: event.params.id! });
		return m.campaigns_listed_anew();
	}),
	resendLate: formAction(resendLateInput.omit({ campaign: true }), async (input, event) => {
		const { count } = await api(event).campaigns.resendLate({ ...input, campaign: event.params.id! });
		return m.campaigns_resent({ count });
	}),
	discard: formAction(nothing, async (_input, event) => {
		await api(event).campaigns.discard({ campaign: event.params.id! });
		redirect(303, '/staff/campaigns');
	})
};
