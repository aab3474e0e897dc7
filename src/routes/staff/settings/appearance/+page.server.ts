import { m } from '#lib/paraglide/messages.js';
import type { PictureName } from '#lib/schemas/vendor-choices.ts';
import { colorInput, pictureInput, setPictureInput } from '#lib/schemas/vendor.ts';
import { formWithFiles } from '#server/form-with-files.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	title: m.settings_appearance(),
	identity: await api(event).vendor.identity()
});

const pictureOf = (name: PictureName) =>
	formWithFiles(setPictureInput.omit({ name: true }), async (input, event) => {
		await api(event).vendor.setPicture({ name, ...input });
		return m.settings_picture_saved();
	});

export const actions: Actions = {
	color: formAction(colorInput, async (input, event) => {
		await api(event).vendor.setColor(input);
		return m.settings_saved();
	}),
	logo: pictureOf('logo'),
	'logo-dark': pictureOf('logo-dark'),
	icon: pictureOf('icon'),
	remove: formAction(pictureInput, async (input, event) => {
		await api(event).vendor.removePicture(input);
		return m.settings_picture_removed();
	})
};
