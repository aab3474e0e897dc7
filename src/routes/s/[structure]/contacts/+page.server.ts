import { api } from '#server/request-context.ts';
import { contactActions } from '../../../contact-actions.ts';
import { contactListState, toldByList } from '../../../contact-list.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const asked = contactListState(event.url.searchParams);
	const list = await api(event).contacts.list({ structure: event.params.structure, ...asked });
	return { list, state: { ...asked, page: list.page }, told: toldByList(event.url.searchParams) };
};

const { open, lock, refuse, confirm, revoke } = contactActions<RequestEvent>(
	({ params }) => params.structure,
	({ params }) => `/s/${params.structure}/contacts`
);
export const actions: Actions = { open, lock, refuse, confirm, revoke };
