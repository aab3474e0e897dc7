import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { api } from '#server/request-context.ts';
import { renderMarkdown } from '#server/platform/markdown.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { text } = await api(event).vendor.legal();
	if (!text) error(404, m.errors_not_found());
	return { title: m.ui_legal(), html: renderMarkdown(text), wide: true };
};
