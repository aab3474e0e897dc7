import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ title: m.activation_expired_title() });

export const actions: Actions = {
	default: formAction(z.object({}), async (_input, event) => {
		await api(event).accounts.sendActivationAgain({ token: event.params.token! });
		redirect(303, `/activation/sent`);
	})
};
