import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { createMailingInput } from '#lib/schemas/mailings.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	title: m.mailings_new(),
	products: await api(event).mailings.products()
});

export const actions: Actions = {
	default: formAction(createMailingInput, async (input, event) => {
		const { id } = await api(event).mailings.create(input);
		redirect(303, `/staff/mailings/${id}`);
	})
};
