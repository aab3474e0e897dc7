import { m } from '#lib/paraglide/messages.js';
import { structureHistoryInput } from '#lib/schemas/structures.ts';
import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

const place = structureHistoryInput.shape.before.catch(undefined);

export const load: PageServerLoad = async (event) => {
	const { id: structure } = event.params;
	const { name } = await api(event).structures.read({ structure });
	const before = place.parse(event.url.searchParams.get('before') ?? undefined);
	return {
		title: m.directory_history_title({ name }),
		name,
		...(await api(event).structures.history({ structure, before }))
	};
};
