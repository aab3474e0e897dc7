import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { setPasswordInput } from '#lib/schemas/accounts.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import { afterFirstPassword } from '../../../after-first-password.ts';
import { linkOrNull } from '../../link-or-null.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	title: m.accounts_password_page_title(),
	link: await linkOrNull(event, api(event).accounts.passwordLink({ token: event.params.token }))
});

export const actions: Actions = {
	default: formAction(setPasswordInput.omit({ token: true }), async (input, event) => {
		const set = await linkOrNull(
			event,
			api(event).accounts.setPassword({ ...input, token: event.params.token! }),
			`/password/${event.params.token}`
		);
		redirect(303, set!.first ? afterFirstPassword() : '/');
	})
};
