import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { changeViewInput, inboxSearch, saveViewInput, viewInput } from '#lib/schemas/inbox.ts';
import { INBOX_KEYS, inboxQuery } from '#lib/schemas/inbox-choices.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

const address = '/staff/tickets';

export const load: PageServerLoad = async (event) => {
	const { searchParams } = event.url;
	const query = inboxQuery(searchParams);
	// A form sends its empty fields too: the address that is kept and shared says only what matters.
	if (INBOX_KEYS.some((key) => searchParams.getAll(key).includes('')))
		redirect(303, addressOf(query, searchParams.get('view')));
	const filters = inboxSearch.parse(Object.fromEntries(searchParams));
	const { tickets } = api(event);
	const [page, counts, frame] = [await tickets.inbox(filters), await tickets.inboxCounts(), await tickets.inboxFrame()];
	const view = frame.views.find(({ id }) => id === searchParams.get('view')) ?? null;
	return {
		title: m.tickets_inbox_title(),
		filters,
		query,
		later: filters.after !== undefined,
		counts,
		frame,
		view: view && { ...view, same: view.query === query },
		...page
	};
};

const addressOf = (query: string, view: string | null): string => {
	const params = new URLSearchParams(query);
	if (view) params.set('view', view);
	return params.size > 0 ? `${address}?${params}` : address;
};

export const actions: Actions = {
	saveView: formAction(saveViewInput, async (input, event) => {
		const { id } = await api(event).tickets.saveView(input);
		redirect(303, addressOf(input.query, id));
	}),
	changeView: formAction(changeViewInput, async (input, event) => {
		await api(event).tickets.changeView(input);
		return m.inbox_view_changed();
	}),
	deleteView: formAction(viewInput, async (input, event) => {
		await api(event).tickets.deleteView(input);
		redirect(303, addressOf(inboxQuery(event.url.searchParams), null));
	})
};
