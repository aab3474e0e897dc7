import { m } from '#lib/paraglide/messages.js';
import { categoryInput, moveCategoryInput, saveCategoryInput } from '#lib/schemas/catalogue.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	title: m.settings_categories(),
	categories: await api(event).tickets.categories(),
	editing: event.url.searchParams.get('edit')
});

export const actions: Actions = {
	save: formAction(saveCategoryInput, async (input, event) => {
		await api(event).tickets.saveCategory(input);
		return m.settings_saved();
	}),
	move: formAction(moveCategoryInput, async (input, event) => {
		await api(event).tickets.moveCategory(input);
		return m.settings_moved();
	}),
	retire: formAction(categoryInput, async (input, event) => {
		await api(event).tickets.retireCategory(input);
		return m.settings_category_retired();
	}),
	back: formAction(categoryInput, async (input, event) => {
		await api(event).tickets.bringCategoryBack(input);
		return m.settings_category_back();
	})
};
