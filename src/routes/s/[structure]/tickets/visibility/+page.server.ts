import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { setTicketVisibilityInput } from '#lib/schemas/structures.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { structure } = event.params;
	const { standing } = await event.parent();
	if (standing?.access !== 'active' || standing.role !== 'administrator')
		error(404, { message: m.errors_not_found(), code: 'not_found' });
	const { ticketVisibility } = await api(event).structures.read({ structure });
	return { title: m.tickets_visibility_title(), visibility: ticketVisibility };
};

export const actions: Actions = {
	default: formAction(setTicketVisibilityInput, async (input, event) => {
		await api(event).structures.setTicketVisibility({ structure: event.params.structure!, ...input });
		return m.tickets_visibility_done();
	})
};
