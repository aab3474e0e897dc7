import { randomUUID } from 'node:crypto';
import { m } from '#lib/paraglide/messages.js';
import { api } from '#server/request-context.ts';
import { contactActions } from '../../../../../contact-actions.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { name } = await api(event).structures.read({ structure: event.params.id });
	return { title: m.directory_add_to({ name }), requestKey: randomUUID() };
};

const { add } = contactActions<RequestEvent>(
	({ params }) => params.id,
	({ params }) => `/staff/structures/${params.id}/contacts`
);
export const actions: Actions = { default: add };
