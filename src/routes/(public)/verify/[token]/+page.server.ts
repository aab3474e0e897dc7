import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { proveAddressInput } from '#lib/schemas/accounts.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import { afterFirstPassword } from '../../../after-first-password.ts';
import { linkOrNull } from '../../link-or-null.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	title: m.accounts_verify_title(),
	link: await linkOrNull(event, api(event).accounts.signUpLink({ token: event.params.token }))
});

export const actions: Actions = {
	default: formAction(proveAddressInput.omit({ token: true }), async (input, event) => {
		await linkOrNull(
			event,
			api(event).accounts.proveAddress({ ...input, token: event.params.token! }),
			`/verify/${event.params.token}`
		);
		redirect(303, afterFirstPassword());
	})
};
