import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { createNewsForm } from '#lib/schemas/news.ts';
import { formWithFiles } from '#server/form-with-files.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	title: m.news_new(),
	choices: await api(event).news.choices(),
	requestKey: randomUUID()
});

export const actions: Actions = {
	default: formWithFiles(createNewsForm, async ({ act, ...input }, event) => {
		const { news } = api(event);
		if (act === 'preview') return { show: { preview: await news.preview(input) } };
		const { id } = await news.create({ ...input, publish: act === 'publish' });
		redirect(303, `/staff/news/${id}?${act === 'publish' ? 'published' : 'saved'}`);
	})
};
