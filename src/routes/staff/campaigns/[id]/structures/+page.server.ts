import { m } from '#lib/paraglide/messages.js';
import { chooseStructuresInput, structuresState } from '#lib/schemas/campaigns.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import { askedIn } from '../../../asked.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { show, ...rest } = askedIn(event.url);
	const asked = structuresState.parse({ ...rest, chosen: show });
	const campaign = event.params.id;
	return {
		title: m.campaigns_structures_title(),
		campaign,
		asked,
		...(await api(event).campaigns.structures({ campaign, ...asked }))
	};
};

export const actions: Actions = {
	choose: formAction(chooseStructuresInput.omit({ campaign: true }), async (input, event) => {
		await api(event).campaigns.choose({ ...input, campaign: event.params.id! });
		return m.campaigns_structures_saved();
	})
};
