import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { DOCUMENT_TITLE_MAX } from '#lib/schemas/document-choices.ts';
import { changeBatchFileInput } from '#lib/schemas/documents.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

const QUERY_MAX = 100;

export const load: PageServerLoad = async (event) => {
	const { searchParams } = event.url;
	const query = (searchParams.get('q') ?? '').trim().slice(0, QUERY_MAX);
	const to = searchParams.get('to')?.slice(0, 64);
	const { documents, contacts } = api(event);
	return {
		title: m.documents_batch_file_title(),
		...(await documents.batchFile(event.params)),
		search: query ? { query, found: await contacts.searchStructures({ query }) } : null,
		typed: searchParams.get('title')?.slice(0, DOCUMENT_TITLE_MAX) ?? null,
		chosen: to ? await chosen(event, to) : null
	};
};

async function chosen(event: Parameters<PageServerLoad>[0], structure: string) {
	const { name, customerNumber } = await api(event).structures.read({ structure });
	return { id: structure, name, customerNumber };
}

export const actions: Actions = {
	default: formAction(changeBatchFileInput.omit({ batch: true, file: true }), async (input, event) => {
		const { batch, file } = event.params as { batch: string; file: string };
		await api(event).documents.changeBatchFile({ ...input, batch, file });
		redirect(303, `/staff/documents/batches/${batch}?changed`);
	})
};
