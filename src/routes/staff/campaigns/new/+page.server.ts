import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { createCampaignInput } from '#lib/schemas/campaigns.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import { managersOnly } from '../managers-only.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	managersOnly((await event.parent()).me);
	return { title: m.campaigns_new() };
};

export const actions: Actions = {
	default: formAction(createCampaignInput, async (input, event) => {
		const { id } = await api(event).campaigns.create(input);
		redirect(303, `/staff/campaigns/${id}`);
	})
};
