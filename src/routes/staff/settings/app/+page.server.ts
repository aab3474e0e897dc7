import { m } from '#lib/paraglide/messages.js';
import { appInput } from '#lib/schemas/app.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	title: m.app_settings(),
	app: await api(event).vendor.app(),
	icons: (await api(event).vendor.show()).app.icons
});

export const actions: Actions = {
	default: formAction(appInput, async (input, event) => {
		await api(event).vendor.setApp(input);
		return m.settings_saved();
	})
};
