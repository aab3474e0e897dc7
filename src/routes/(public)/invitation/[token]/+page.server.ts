import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { acceptInvitationInput } from '#lib/schemas/accounts.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import { afterFirstPassword } from '../../../after-first-password.ts';
import { linkOrNull } from '../../link-or-null.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	title: m.accounts_invitation_page_title(),
	invitation: await linkOrNull(event, api(event).accounts.invitation({ token: event.params.token }))
});

export const actions: Actions = {
	default: formAction(acceptInvitationInput.omit({ token: true }), async (input, event) => {
		const token = event.params.token!;
		const accepted = await linkOrNull(
			event,
			api(event).accounts.acceptInvitation({ ...input, token }),
			`/invitation/${token}`
		);
		const inside = `/s/${accepted!.structure}`;
		if (accepted!.first) redirect(303, afterFirstPassword(inside));
		redirect(303, accepted!.signedIn ? inside : `/login?to=${encodeURIComponent(inside)}`);
	})
};
