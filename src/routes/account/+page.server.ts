import { m } from '#lib/paraglide/messages.js';
import { profileInput } from '#lib/schemas/accounts.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ title: m.ui_account_profile() });

export const actions: Actions = {
	default: formAction(profileInput, async (input, event) => {
		await api(event).accounts.updateProfile(input);
		return m.accounts_profile_saved();
	})
};
