import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { openTicketInput } from '#lib/schemas/tickets.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	title: m.tickets_new_title(),
	requestKey: randomUUID(),
	...(await api(event).tickets.choices({ structure: event.params.structure }))
});

export const actions: Actions = {
	default: formAction(openTicketInput, async (input, event) => {
		const structure = event.params.structure!;
		const { number } = await api(event).tickets.open({ structure, ...input });
		redirect(303, `/s/${structure}/tickets/${number}`);
	})
};
