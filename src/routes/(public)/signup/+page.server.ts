import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { signUpInput } from '#lib/schemas/accounts.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	if (locals.ctx.account) redirect(303, '/');
	return { title: m.accounts_sign_up_title(), wide: true };
};

export const actions: Actions = {
	default: formAction(signUpInput, async (input, event) => {
		await api(event).accounts.signUp(input);
		redirect(303, '/signup/sent');
	})
};
