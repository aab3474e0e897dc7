import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { acceptInvitationInput } from '#lib/schemas/accounts.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import { linkOrNull } from '../../link-or-null.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	title: m.settings_join_page(),
	invitation: await linkOrNull(event, api(event).staff.invitation({ token: event.params.token }))
});

export const actions: Actions = {
	default: formAction(acceptInvitationInput.omit({ token: true }), async (input, event) => {
		const token = event.params.token!;
		const joined = await linkOrNull(event, api(event).staff.join({ ...input, token }), `/join/${token}`);
		redirect(303, joined!.signedIn ? '/staff' : '/login?to=/staff');
	})
};
