import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { DOCUMENTS_AT_ONCE } from '#lib/schemas/document-choices.ts';
import { addPublicInput } from '#lib/schemas/documents.ts';
import { formWithManyFiles } from '#server/form-with-files.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ title: m.documents_public_add(), requestKey: randomUUID() });

export const actions: Actions = {
	default: formWithManyFiles(addPublicInput, DOCUMENTS_AT_ONCE, async (input, event) => {
		const { count } = await api(event).documents.addPublic({ ...input });
		redirect(303, `/staff/documents?added=${count}`);
	})
};
