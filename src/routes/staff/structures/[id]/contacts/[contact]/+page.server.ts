import { api } from '#server/request-context.ts';
import { contactActions } from '../../../../../contact-actions.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { id: structure, contact: id } = event.params;
	const contact = await api(event).contacts.read({ structure, contact: id });
	const { name, customerNumber } = await api(event).structures.read({ structure });
	const asked = event.url.searchParams.get('ask');
	/** What is to be confirmed before it is done. */
	const ask: 'lock' | 'remove' | null = asked === 'lock' || asked === 'remove' ? asked : null;
	return {
		title: `${contact.firstName} ${contact.lastName}`,
		contact,
		ask,
		structure: `${name} · ${customerNumber}`
	};
};

const { add: _, ...onOne } = contactActions<RequestEvent>(
	({ params }) => params.id,
	({ params }) => `/staff/structures/${params.id}/contacts`
);
export const actions: Actions = onOne;
