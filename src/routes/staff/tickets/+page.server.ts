import { m } from '#lib/paraglide/messages.js';
import { inboxSearch } from '#lib/schemas/tickets.ts';
import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { filter, after } = inboxSearch.parse(Object.fromEntries(event.url.searchParams));
	const { tickets } = api(event);
	const [page, counts] = [await tickets.inbox({ filter, after }), await tickets.inboxCounts()];
	return { title: m.tickets_inbox_title(), filter, later: after !== undefined, counts, ...page };
};
