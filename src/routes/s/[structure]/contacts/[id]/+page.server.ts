import { api } from '#server/request-context.ts';
import { contactActions } from '../../../../contact-actions.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { structure, id } = event.params;
	const contact = await api(event).contacts.read({ structure, contact: id });
	const asked = event.url.searchParams.get('ask');
	/** What is to be confirmed before it is done. */
	const ask: 'lock' | 'remove' | null = asked === 'lock' || asked === 'remove' ? asked : null;
	return {
		title: `${contact.firstName} ${contact.lastName}`,
		contact,
		ask
	};
};

const { add: _, ...onOne } = contactActions<RequestEvent>(
	({ params }) => params.structure,
	({ params }) => `/s/${params.structure}/contacts`
);
export const actions: Actions = onOne;
