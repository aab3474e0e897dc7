import { m } from '#lib/paraglide/messages.js';
import { inviteStaffInput, staffInvitationInput } from '#lib/schemas/staff.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	return {
		title: m.settings_staff(),
		...(await api(event).staff.list()),
		inviting: event.url.searchParams.has('invite'),
		removed: event.url.searchParams.get('removed')?.slice(0, 200)
	};
};

export const actions: Actions = {
	invite: formAction(inviteStaffInput, async (input, event) => {
		await api(event).staff.invite(input);
		return m.settings_staff_invited_told({ email: input.email });
	}),
	resend: formAction(staffInvitationInput, async (input, event) => {
		await api(event).staff.resend(input);
		return m.settings_staff_resent();
	}),
	revoke: formAction(staffInvitationInput, async (input, event) => {
		await api(event).staff.revoke(input);
		return m.settings_staff_revoked();
	})
};
