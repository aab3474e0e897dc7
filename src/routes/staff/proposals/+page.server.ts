import { m } from '#lib/paraglide/messages.js';
import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	title: m.proposals_title(),
	queue: await api(event).proposals.queue(),
	done: event.url.searchParams.has('done')
});
