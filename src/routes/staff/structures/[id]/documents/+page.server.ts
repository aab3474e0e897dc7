import { m } from '#lib/paraglide/messages.js';
import { documentsState } from '#lib/schemas/documents.ts';
import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { searchParams } = event.url;
	const { before } = documentsState.parse({ query: '', before: searchParams.get('before') ?? undefined });
	const kept = await api(event).documents.kept({ of: event.params.id, before });
	const added = Number(searchParams.get('added') ?? 0);
	return {
		title: m.documents_of_structure({ structure: kept.structure!.name }),
		...kept,
		added: Number.isInteger(added) && added > 0 && added < 1000 ? added : null
	};
};
