import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const news = await api(event).news.read({ id: event.params.id });
	return { title: news.title, news, wide: true };
};
