import { m } from '#lib/paraglide/messages.js';
import { listMailingsInput } from '#lib/schemas/mailings.ts';
import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { data } = listMailingsInput.safeParse(Object.fromEntries(event.url.searchParams));
	return { title: m.mailings_title(), ...(await api(event).mailings.list(data ?? {})) };
};
