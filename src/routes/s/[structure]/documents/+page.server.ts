import { m } from '#lib/paraglide/messages.js';
import { documentsState } from '#lib/schemas/documents.ts';
import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { searchParams } = event.url;
	const asked = documentsState.parse({
		kind: searchParams.get('kind') ?? undefined,
		query: searchParams.get('q') ?? '',
		before: searchParams.get('before') ?? undefined
	});
	return {
		title: m.documents_title(),
		asked,
		...(await api(event).documents.list({ structure: event.params.structure, ...asked }))
	};
};
