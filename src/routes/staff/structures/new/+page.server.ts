import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { createStructureInput } from '#lib/schemas/structures.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ title: m.directory_new() });

export const actions: Actions = {
	default: formAction(createStructureInput, async (input, event) => {
		const { id } = await api(event).structures.create(input);
		redirect(303, `/staff/structures/${id}?created`);
	})
};
