import { error, isHttpError, redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { staffInput, staffRoleInput } from '#lib/schemas/staff.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { people } = await api(event).staff.list();
	const person = people.find(({ id }) => id === event.params.id);
	if (!person) error(404, { message: m.errors_not_found(), code: 'not_found' });
	return { title: `${person.firstName} ${person.lastName}`, person, removal: await removalOf(event) };
};

/** What would happen, or why it may not. */
async function removalOf(event: RequestEvent): Promise<{ tickets: number } | { hindered: string }> {
	try {
		return await api(event).staff.removalPreview({ account: event.params.id });
	} catch (refusal) {
		if (!isHttpError(refusal, 409)) throw refusal;
		return { hindered: refusal.body.message };
	}
}

export const actions: Actions = {
	role: formAction<ReturnType<typeof roleOnly>, RequestEvent>(roleOnly(), async (input, event) => {
		const { name } = await api(event).staff.changeRole({ account: event.params.id, ...input });
		return m.settings_staff_role_saved({ name });
	}),
	remove: formAction<ReturnType<typeof nothing>, RequestEvent>(nothing(), async (_input, event) => {
		const { name } = await api(event).staff.remove({ account: event.params.id });
		redirect(303, `/staff/settings/staff?removed=${encodeURIComponent(name)}`);
	})
};

function roleOnly() {
	return staffRoleInput.omit({ account: true });
}

function nothing() {
	return staffInput.omit({ account: true });
}
