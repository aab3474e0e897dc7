import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { forgottenInput } from '#lib/schemas/accounts.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ title: m.accounts_forgotten_title() });

export const actions: Actions = {
	default: formAction(forgottenInput, async (input, event) => {
		await api(event).accounts.forgetPassword(input);
		redirect(303, '/password/forgotten/sent');
	})
};
