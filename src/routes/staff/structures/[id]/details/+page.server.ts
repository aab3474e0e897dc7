import { m } from '#lib/paraglide/messages.js';
import { api } from '#server/request-context.ts';
import { toldOfChange } from '../../../../structure-changes.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const details = await api(event).proposals.read({ structure: event.params.id });
	return { title: `${m.proposals_details()} – ${details.title}`, details, told: toldOfChange(event.url.searchParams) };
};
