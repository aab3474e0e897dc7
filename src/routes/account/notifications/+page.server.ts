import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { readNotificationInput } from '#lib/schemas/notifications.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const before = event.url.searchParams.get('before')?.slice(0, 64) || undefined;
	return {
		title: m.live_bell(),
		later: before !== undefined,
		...(await api(event).notifications.list(before ? { before } : {}))
	};
};

export const actions: Actions = {
	read: formAction(readNotificationInput, async (input, event) => {
		await api(event).notifications.read(input);
	}),
	readAll: formAction(z.object({}), async (_input, event) => {
		await api(event).notifications.readAll();
		return m.live_all_read();
	})
};
