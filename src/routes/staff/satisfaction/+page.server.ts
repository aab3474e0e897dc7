import { m } from '#lib/paraglide/messages.js';
import { averagesInput } from '#lib/schemas/satisfaction.ts';
import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { data } = averagesInput.safeParse(Object.fromEntries(event.url.searchParams));
	return { title: m.satisfaction_staff_title(), ...(await api(event).satisfaction.averages(data ?? {})) };
};
