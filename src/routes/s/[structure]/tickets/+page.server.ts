import { m } from '#lib/paraglide/messages.js';
import { listSearch } from '#lib/schemas/tickets.ts';
import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { filter, whose, after } = listSearch.parse(Object.fromEntries(event.url.searchParams));
	const { structure } = event.params;
	const page = await api(event).tickets.list({ structure, filter, whose, after });
	// Nothing open may mean that all is settled, or that there never was a ticket: two different things to say.
	const none =
		page.tickets.length === 0 && (await api(event).tickets.list({ structure, filter: 'all' })).tickets.length === 0;
	return { title: m.tickets_list_title(), filter, whose, later: after !== undefined, none, ...page };
};
