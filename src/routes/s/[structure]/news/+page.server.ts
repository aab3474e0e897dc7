import { m } from '#lib/paraglide/messages.js';
import { newsListState } from '#lib/schemas/news.ts';
import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { after } = newsListState.parse({ after: event.url.searchParams.get('after') ?? undefined });
	return {
		title: m.news_page_title(),
		...(await api(event).news.inside({ structure: event.params.structure, after }))
	};
};
