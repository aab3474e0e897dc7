import { error, fail } from '@sveltejs/kit';
import { dev } from '$app/environment';
import { m } from '#lib/paraglide/messages.js';
import type { Actions, PageServerLoad } from './$types.js';
import { refusal } from './samples.ts';

/** The gallery is for those who build: a portal in use has no such page. */
export const load: PageServerLoad = () => onlyWhileBuilding();

function onlyWhileBuilding(): void {
	if (!dev) error(404, { message: m.errors_not_found(), code: 'not_found' });
}

/** Answers to try the forms of the gallery with, slowly enough to see them wait. */
export const actions: Actions = {
	refuse: async ({ request }) => {
		onlyWhileBuilding();
		const data = await request.formData();
		data.delete('password');
		await new Promise((resolve) => setTimeout(resolve, 600));
		return fail(422, {
			...refusal,
			values: Object.fromEntries([...data].map(([field, value]) => [field, String(value)]))
		});
	},
	accept: async () => {
		onlyWhileBuilding();
		await new Promise((resolve) => setTimeout(resolve, 600));
		return { form: 'accept', done: true };
	}
};
