import { m } from '#lib/paraglide/messages.js';
import { api } from '#server/request-context.ts';
import { contactActions } from '../../../../contact-actions.ts';
import { contactListState, toldByList } from '../../../../contact-list.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { id: structure } = event.params;
	const asked = contactListState(event.url.searchParams);
	const { name } = await api(event).structures.read({ structure });
	const list = await api(event).contacts.list({ structure, ...asked });
	return {
		title: m.directory_contacts_title({ name }),
		name,
		list,
		state: { ...asked, page: list.page },
		told: toldByList(event.url.searchParams)
	};
};

const { open, lock, refuse, confirm, revoke } = contactActions<RequestEvent>(
	({ params }) => params.id,
	({ params }) => `/staff/structures/${params.id}/contacts`
);
export const actions: Actions = { open, lock, refuse, confirm, revoke };
