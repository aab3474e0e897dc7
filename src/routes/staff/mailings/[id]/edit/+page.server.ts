import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { writeMailingInput } from '#lib/schemas/mailings.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const mailing = await api(event).mailings.read({ mailing: event.params.id });
	// What no longer changes has no form.
	if (mailing.status !== 'draft') redirect(303, `/staff/mailings/${event.params.id}`);
	return { title: m.mailings_edit_title(), mailing };
};

export const actions: Actions = {
	default: formAction(writeMailingInput.omit({ mailing: true }), async (input, event) => {
		await api(event).mailings.write({ ...input, mailing: event.params.id! });
		redirect(303, `/staff/mailings/${event.params.id}`);
	})
};
