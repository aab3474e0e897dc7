import { m } from '#lib/paraglide/messages.js';
import { recipientsState, resendInput } from '#lib/schemas/campaigns.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import { askedIn } from '../../../asked.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { show, ...rest } = askedIn(event.url);
	const asked = recipientsState.parse({ ...rest, filter: show });
	const campaign = event.params.id;
	return {
		title: m.campaigns_people(),
		campaign,
		asked,
		...(await api(event).campaigns.recipients({ campaign, ...asked }))
	};
};

export const actions: Actions = {
	resend: formAction(resendInput.omit({ campaign: true }), async (input, event) => {
		const { count } = await api(event).campaigns.resend({ ...input, campaign: event.params.id! });
		return m.campaigns_resent({ count });
	})
};
