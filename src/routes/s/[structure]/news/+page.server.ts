import { m } from '#lib/paraglide/messages.js';
import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	title: m.news_page_title(),
	news: await api(event).news.inside({ structure: event.params.structure })
});
