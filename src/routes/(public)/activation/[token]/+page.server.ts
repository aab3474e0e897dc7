import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { setPasswordInput } from '#lib/schemas/accounts.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import { afterFirstPassword } from '../../../after-first-password.ts';
import { linkOrNull } from '../../link-or-null.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	title: m.activation_page_title(),
	activation: await linkOrNull(event, api(event).accounts.activation({ token: event.params.token }))
});

export const actions: Actions = {
	default: formAction(setPasswordInput.omit({ token: true }), async (input, event) => {
		const token = event.params.token!;
		await linkOrNull(event, api(event).accounts.activate({ ...input, token }), `/activation/${token}`);
		redirect(303, afterFirstPassword());
	})
};
