import { randomUUID } from 'node:crypto';
import { m } from '#lib/paraglide/messages.js';
import { api } from '#server/request-context.ts';
import { contactActions } from '../../../../contact-actions.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Asked of the procedure that only whoever manages may call: others are told so here, and not once they have typed. */
export const load: PageServerLoad = async (event) => {
	await api(event).contacts.toActivate({ structure: event.params.structure });
	return { title: m.contacts_add(), requestKey: randomUUID() };
};

const { add } = contactActions<RequestEvent>(
	({ params }) => params.structure,
	({ params }) => `/s/${params.structure}/contacts`
);
export const actions: Actions = { default: add };
