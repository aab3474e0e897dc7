import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { changeNewsForm } from '#lib/schemas/news.ts';
import { formWithFiles } from '#server/form-with-files.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { searchParams } = event.url;
	const news = await api(event).news.staffRead({ id: event.params.id });
	return {
		title: news.title,
		news,
		choices: await api(event).news.choices(),
		told: searchParams.has('published')
			? news.state === 'scheduled'
				? m.news_scheduled_told()
				: m.news_published_told()
			: searchParams.has('saved')
				? m.news_saved()
				: searchParams.has('ended')
					? news.state === 'draft'
						? m.news_unscheduled_told()
						: m.news_ended_told()
					: null
	};
};

const nothing = z.object({});

export const actions: Actions = {
	save: formWithFiles(changeNewsForm, async ({ act, ...input }, event) => {
		const { news } = api(event);
		const id = event.params.id!;
		if (act === 'preview') return { show: { preview: await news.preview({ ...input, id }) } };
		await news.change({ ...input, id, publish: act === 'publish' });
		redirect(303, `/staff/news/${id}?${act === 'publish' ? 'published' : 'saved'}`);
	}),
	end: formAction(nothing, async (_input, event) => {
		await api(event).news.end({ id: event.params.id! });
		redirect(303, `/staff/news/${event.params.id}?ended`);
	}),
	discard: formAction(nothing, async (_input, event) => {
		await api(event).news.discard({ id: event.params.id! });
		redirect(303, '/staff/news?show=draft');
	})
};
