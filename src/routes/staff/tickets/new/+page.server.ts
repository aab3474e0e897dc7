import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { openForInput } from '#lib/schemas/inbox.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

const QUERY_MAX = 100;

export const load: PageServerLoad = async (event) => {
	const { tickets } = api(event);
	const { searchParams } = event.url;
	const query = (searchParams.get('q') ?? '').trim().slice(0, QUERY_MAX);
	const found = query ? await tickets.findContacts({ query }) : null;
	const contact = found?.contacts.find(({ id }) => id === searchParams.get('contact')) ?? null;
	return {
		title: m.inbox_for_title(),
		query,
		found,
		contact,
		choices: contact ? await tickets.openForChoices() : null,
		requestKey: randomUUID()
	};
};

export const actions: Actions = {
	default: formAction(openForInput, async (input, event) => {
		const { number } = await api(event).tickets.openFor(input);
		redirect(303, `/staff/tickets/${number}`);
	})
};
