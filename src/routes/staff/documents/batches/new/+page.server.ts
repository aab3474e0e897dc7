import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { BATCH_FILES_MAX } from '#lib/schemas/document-choices.ts';
import { createBatchInput } from '#lib/schemas/documents.ts';
import { formWithManyFiles } from '#server/form-with-files.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ title: m.documents_batch_new(), requestKey: randomUUID() });

export const actions: Actions = {
	default: formWithManyFiles(createBatchInput, BATCH_FILES_MAX, async (input, event) => {
		const { id } = await api(event).documents.createBatch(input);
		redirect(303, `/staff/documents/batches/${id}`);
	})
};
