import { m } from '#lib/paraglide/messages.js';
import { identityInput } from '#lib/schemas/vendor.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	title: m.settings_identity(),
	identity: await api(event).vendor.identity()
});

export const actions: Actions = {
	default: formAction(identityInput, async (input, event) => {
		await api(event).vendor.setIdentity(input);
		return m.settings_saved();
	})
};
