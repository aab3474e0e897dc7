import { m } from '#lib/paraglide/messages.js';
import { chooseForMailingInput, mailingStructuresState } from '#lib/schemas/mailings.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { searchParams } = event.url;
	const asked = mailingStructuresState.parse({
		show: searchParams.get('show') ?? 'all',
		query: searchParams.get('q') ?? '',
		after: searchParams.get('after') ?? undefined
	});
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
