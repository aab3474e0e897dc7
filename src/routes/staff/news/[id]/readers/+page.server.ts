import { m } from '#lib/paraglide/messages.js';
import { readersState } from '#lib/schemas/news.ts';
import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { searchParams } = event.url;
	const asked = readersState.parse({
		filter: searchParams.get('show') ?? 'waiting',
		after: searchParams.get('after') ?? undefined
	});
	const { title, ...found } = await api(event).news.readers({ id: event.params.id, ...asked });
	return { title: m.news_readers_title(), name: title, id: event.params.id, filter: asked.filter, ...found };
};
