import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { structure, id } = event.params;
	const news = await api(event).news.readInside({ structure, id });
	return { title: news.title, news };
};

export const actions: Actions = {
	acknowledge: formAction(z.object({}), async (_input, event) => {
		const { structure, id } = event.params;
		await api(event).news.acknowledge({ structure: structure!, id: id! });
		return m.news_acknowledge_thanks();
	})
};
