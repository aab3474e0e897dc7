import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { bringImportInput, readImportInput } from '#lib/schemas/imports.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { run } = event.params;
	const asked = readImportInput.safeParse({ run, ...Object.fromEntries(event.url.searchParams) }).data ?? { run };
	return {
		title: m.imports_run_title(),
		severity: asked.severity ?? null,
		...(await api(event).imports.read(asked))
	};
};

export const actions: Actions = {
	bring: formAction(bringImportInput, async (input, event) => {
		const { run } = await api(event).imports.bring(input);
		redirect(303, `/staff/imports/${run}`);
	})
};
