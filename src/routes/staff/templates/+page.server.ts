import { m } from '#lib/paraglide/messages.js';
import { moveTemplateInput, saveTemplateInput, templateInput } from '#lib/schemas/inbox.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	title: m.inbox_templates(),
	templates: await api(event).tickets.templates(),
	editing: event.url.searchParams.get('edit')
});

export const actions: Actions = {
	save: formAction(saveTemplateInput, async (input, event) => {
		await api(event).tickets.saveTemplate(input);
		return m.inbox_template_saved();
	}),
	retire: formAction(templateInput, async (input, event) => {
		await api(event).tickets.retireTemplate(input);
		return m.inbox_template_retired();
	}),
	move: formAction(moveTemplateInput, async (input, event) => {
		await api(event).tickets.moveTemplate(input);
		return m.inbox_template_moved();
	})
};
