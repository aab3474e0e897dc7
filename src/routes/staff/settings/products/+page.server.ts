import { m } from '#lib/paraglide/messages.js';
import { moveProductInput, productInput, saveProductInput } from '#lib/schemas/catalogue.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	title: m.settings_products(),
	products: await api(event).tickets.products(),
	editing: event.url.searchParams.get('edit')
});

export const actions: Actions = {
	save: formAction(saveProductInput, async (input, event) => {
		await api(event).tickets.saveProduct(input);
		return m.settings_saved();
	}),
	move: formAction(moveProductInput, async (input, event) => {
		await api(event).tickets.moveProduct(input);
		return m.settings_moved();
	}),
	retire: formAction(productInput, async (input, event) => {
		await api(event).tickets.retireProduct(input);
		return m.settings_product_retired();
	}),
	back: formAction(productInput, async (input, event) => {
		await api(event).tickets.bringProductBack(input);
		return m.settings_product_back();
	})
};
