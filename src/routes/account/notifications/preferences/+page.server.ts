import { m } from '#lib/paraglide/messages.js';
import { deviceInput, notificationPreferencesInput, quietHoursInput } from '#lib/schemas/notifications.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { notifications } = api(event);
	return {
		title: m.live_preferences(),
		preferences: await notifications.preferences(),
		devices: await notifications.devices(),
		quiet: await notifications.quietHours()
	};
};

export const actions: Actions = {
	choose: formAction(notificationPreferencesInput, async (input, event) => {
		await api(event).notifications.setPreferences(input);
		return m.live_preferences_saved();
	}),
	quiet: formAction(quietHoursInput, async (input, event) => {
		await api(event).notifications.setQuietHours(input);
		return m.push_quiet_saved();
	}),
	test: formAction(deviceInput, async (input, event) => {
		await api(event).notifications.testDevice(input);
		return m.push_device_tested();
	}),
	remove: formAction(deviceInput, async (input, event) => {
		await api(event).notifications.removeDevice(input);
		return m.push_device_removed();
	})
};
