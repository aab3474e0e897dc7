import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { transferInput } from '#lib/schemas/inbox.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import { named } from '../named.ts';
import type { Actions, PageServerLoad } from './$types';

const QUERY_MAX = 100;

export const load: PageServerLoad = async (event) => {
	const { number } = named(event.params);
	const { tickets, contacts } = api(event);
	const { searchParams } = event.url;
	const { subject, structure, mergedInto } = await tickets.read({ number });
	if (mergedInto) redirect(303, `/staff/tickets/${mergedInto.number}`);
	const target = searchParams.get('to')?.slice(0, 64);
	const query = (searchParams.get('q') ?? '').trim().slice(0, QUERY_MAX);
	return {
		title: m.inbox_transfer_title({ number }),
		ticket: { number, subject, structure },
		preview: target ? await tickets.transferPreview({ number, structure: target }) : null,
		search: !target && query ? { query, found: await contacts.searchStructures({ query }) } : null
	};
};

export const actions: Actions = {
	default: formAction(transferInput.omit({ number: true }), async (input, event) => {
		const { number } = named(event.params);
		await api(event).tickets.transfer({ number, ...input });
		redirect(303, `/staff/tickets/${number}?done=transfer`);
	})
};
