import { fail } from '@sveltejs/kit';
import type { Actions } from './$types.js';
import { refusal } from './samples.ts';

/** Answers to try the forms of the gallery with, slowly enough to see them wait. */
export const actions: Actions = {
	refuse: async ({ request }) => {
		const data = await request.formData();
		data.delete('password');
		await new Promise((resolve) => setTimeout(resolve, 600));
		return fail(422, {
			...refusal,
			values: Object.fromEntries([...data].map(([field, value]) => [field, String(value)]))
		});
	},
	accept: async () => {
		await new Promise((resolve) => setTimeout(resolve, 600));
		return { form: 'accept', done: true };
	}
};
