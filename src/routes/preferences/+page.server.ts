import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { preferencesInput } from '#lib/schemas/accounts.ts';
import { pathWithin } from '#lib/schemas/path-within.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

/** Not a page of its own: its form stands on the others. */
export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
	default: formAction(
		preferencesInput.extend({ from: z.string().max(500).optional() }),
		async ({ from, ...input }, event) => {
			await api(event).accounts.setPreferences(input);
			redirect(303, pathWithin(from) ?? '/');
		}
	)
};
