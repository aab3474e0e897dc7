import { m } from '#lib/paraglide/messages.js';
import { previewInput } from '#lib/schemas/campaigns.ts';
import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const campaign = event.params.id;
	const asked = { campaign, recipient: event.url.searchParams.get('person') ?? undefined };
	const { data } = previewInput.safeParse(asked);
	return {
		title: m.campaigns_preview_title(),
		campaign,
		...(await api(event).campaigns.preview(data ?? { campaign }))
	};
};
