import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { checkImportInput, IMPORT_FILES_MAX } from '#lib/schemas/imports.ts';
import { formWithManyFiles } from '#server/form-with-files.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	title: m.imports_title(),
	runs: await api(event).imports.list(),
	most: IMPORT_FILES_MAX
});

export const actions: Actions = {
	default: formWithManyFiles(checkImportInput, IMPORT_FILES_MAX, async (input, event) => {
		const { run } = await api(event).imports.check(input);
		redirect(303, `/staff/imports/${run}`);
	})
};
