import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { MOST_HANDOFF_CHARACTERS, preferencesInput } from '#lib/schemas/accounts.ts';
import { pathWithin } from '#lib/schemas/path-within.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

/** Not a page of its own: its form stands on the others. */
export const load: PageServerLoad = () => redirect(303, '/');

/** Longer than any address one may come from: that of the hand-off holds a token. */
const MOST_CHARACTERS = MOST_HANDOFF_CHARACTERS + 100;

export const actions: Actions = {
	default: formAction(
		preferencesInput.extend({ from: z.string().max(MOST_CHARACTERS).optional() }),
		async ({ from, ...input }, event) => {
			await api(event).accounts.setPreferences(input);
			redirect(303, pathWithin(from) ?? '/');
		}
	)
};
