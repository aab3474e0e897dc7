import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { DOCUMENTS_AT_ONCE } from '#lib/schemas/document-choices.ts';
import { addDocumentsInput } from '#lib/schemas/documents.ts';
import { formWithManyFiles } from '#server/form-with-files.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { name, customerNumber } = await api(event).structures.read({ structure: event.params.id });
	return { title: m.documents_add(), structure: { name, customerNumber }, requestKey: randomUUID() };
};

export const actions: Actions = {
	default: formWithManyFiles(addDocumentsInput.omit({ to: true }), DOCUMENTS_AT_ONCE, async (input, event) => {
		const to = event.params.id!;
		const { count } = await api(event).documents.add({ ...input, to });
		redirect(303, `/staff/structures/${to}/documents?added=${count}`);
	})
};
