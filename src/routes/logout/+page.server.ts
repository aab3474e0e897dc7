import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
	default: formAction(z.object({}), async (_input, event) => {
		if (event.locals.ctx.account) await api(event).accounts.signOut();
		redirect(303, '/login');
	})
};
