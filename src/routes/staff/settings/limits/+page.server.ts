import { m } from '#lib/paraglide/messages.js';
import { limitsInput } from '#lib/schemas/vendor.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	title: m.settings_limits(),
	...(await api(event).vendor.limits())
});

export const actions: Actions = {
	default: formAction(limitsInput, async (input, event) => {
		await api(event).vendor.setLimits(input);
		return m.settings_saved();
	})
};
