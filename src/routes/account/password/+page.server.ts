import { m } from '#lib/paraglide/messages.js';
import { changePasswordInput } from '#lib/schemas/accounts.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ title: m.ui_account_password() });

export const actions: Actions = {
	default: formAction(changePasswordInput, async (input, event) => {
		await api(event).accounts.changePassword(input);
		return m.accounts_password_changed();
	})
};
