import { m } from '#lib/paraglide/messages.js';
import { directoryState } from '#lib/schemas/structures.ts';
import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { searchParams } = event.url;
	const state = directoryState.parse({
		query: searchParams.get('q') ?? '',
		filter: searchParams.get('show') ?? 'all',
		after: searchParams.get('after') ?? undefined
	});
	return { title: m.directory_title(), state, ...(await api(event).structures.directory(state)) };
};
