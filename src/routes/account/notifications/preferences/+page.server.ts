import { m } from '#lib/paraglide/messages.js';
import { notificationPreferencesInput } from '#lib/schemas/notifications.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	title: m.live_preferences(),
	preferences: await api(event).notifications.preferences()
});

export const actions: Actions = {
	default: formAction(notificationPreferencesInput, async (input, event) => {
		await api(event).notifications.setPreferences(input);
		return m.live_preferences_saved();
	})
};
