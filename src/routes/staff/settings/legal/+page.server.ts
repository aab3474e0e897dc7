import { fail } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { legalInput } from '#lib/schemas/vendor.ts';
import { formAction } from '#server/platform/form-action.ts';
import { renderMarkdown } from '#server/platform/markdown.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { legalFr, legalEn, fixed, states } = await api(event).vendor.identity();
	return { title: m.settings_legal(), legalFr, legalEn, fixed: fixed.legalFr, state: states.legal };
};

const rendered = (text: string) => (text ? renderMarkdown(text) : null);

export const actions: Actions = {
	save: formAction(legalInput, async (input, event) => {
		await api(event).vendor.setLegal(input);
		return m.settings_saved();
	}),
	/** Saves nothing: what was typed comes back, with what it would look like. */
	preview: async (event) => {
		let typed: { legalFr: string; legalEn: string; seen: string } | undefined;
		const answer = await formAction(legalInput, async ({ legalFr = '', legalEn = '', seen = '' }) => {
			typed = { legalFr, legalEn, seen };
		})(event);
		if (!typed) return 'data' in answer ? fail(answer.status, { ...answer.data, form: 'save' }) : answer;
		return {
			form: 'save',
			values: typed,
			errors: {},
			preview: { fr: rendered(typed.legalFr), en: rendered(typed.legalEn) }
		};
	}
};
