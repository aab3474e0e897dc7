import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { numberOf } from '#lib/schemas/ticket-number.ts';
import { openTicketInput } from '#lib/schemas/tickets.ts';
import { formWithFiles } from '#server/form-with-files.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad, PageServerLoadEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { structure } = event.params;
	const { standing } = await event.parent();
	const administers = standing?.access === 'active' && standing.role === 'administrator';
	return {
		title: m.tickets_new_title(),
		requestKey: randomUUID(),
		...(await api(event).tickets.choices({ structure })),
		colleagues: administers ? await api(event).tickets.colleagues({ structure }) : [],
		follows: await followed(event)
	};
};

/** The closed ticket the address says this one goes on from. */
async function followed(event: PageServerLoadEvent) {
	const number = numberOf(event.url.searchParams.get('follows') ?? '');
	if (number === null) return null;
	const { subject, may, ...ticket } = await api(event).tickets.get({ structure: event.params.structure, number });
	return may.follow ? { number, subject, private: ticket.private } : null;
}

export const actions: Actions = {
	default: formWithFiles(openTicketInput, async (input, event) => {
		const structure = event.params.structure!;
		const { number } = await api(event).tickets.open({ structure, ...input });
		redirect(303, `/s/${structure}/tickets/${number}`);
	})
};
