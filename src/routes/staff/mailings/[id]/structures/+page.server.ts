import { m } from '#lib/paraglide/messages.js';
import { chooseForMailingInput, mailingStructuresState } from '#lib/schemas/mailings.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import { askedIn } from '../../../asked.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const asked = mailingStructuresState.parse(askedIn(event.url));
	const mailing = event.params.id;
	const { mailings } = api(event);
	return {
		title: m.mailings_structures_title(),
		mailing,
		asked,
		products: await mailings.products(),
		...(await mailings.structures({ mailing, ...asked }))
	};
};

const choose = formAction(chooseForMailingInput.omit({ mailing: true }), async (input, event) => {
	await api(event).mailings.choose({ ...input, mailing: event.params.id! });
	return m.campaigns_structures_saved();
});

export const actions: Actions = { choose, chooseProducts: choose };
