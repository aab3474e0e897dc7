import { redirect } from '@sveltejs/kit';
import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

/** The mail by which a message of a ticket came. */
export const load: PageServerLoad = async (event) => {
	const { id } = await api(event).incoming.ofMessage({ message: event.params.message.slice(0, 64) });
	redirect(303, `/staff/mails/incoming/${id}`);
};
