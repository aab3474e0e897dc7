import { m } from '#lib/paraglide/messages.js';
import { listCampaignsInput } from '#lib/schemas/campaigns.ts';
import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { data } = listCampaignsInput.safeParse(Object.fromEntries(event.url.searchParams));
	return { title: m.campaigns_title(), ...(await api(event).campaigns.list(data ?? {})) };
};
