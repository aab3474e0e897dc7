import { m } from '#lib/paraglide/messages.js';
import { ticketSearch } from '#lib/schemas/ticket-search.ts';
import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { q: query = '', from } = ticketSearch.parse(Object.fromEntries(event.url.searchParams));
	const found = await api(event).tickets.searchAll({ query, ...(from ? { after: from } : {}) });
	return {
		title: query === '' ? m.live_search_title() : m.live_search_title_of({ query }),
		query,
		later: from !== undefined,
		...found
	};
};
