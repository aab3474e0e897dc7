import { m } from '#lib/paraglide/messages.js';
import { staffNewsState } from '#lib/schemas/news.ts';
import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { searchParams } = event.url;
	const asked = staffNewsState.parse({
		state: searchParams.get('show') ?? 'online',
		after: searchParams.get('after') ?? undefined
	});
	return { title: m.news_staff_title(), state: asked.state, ...(await api(event).news.staffList(asked)) };
};
