import { m } from '#lib/paraglide/messages.js';
import { listIncomingInput } from '#lib/schemas/incoming.ts';
import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { data } = listIncomingInput.safeParse(Object.fromEntries(event.url.searchParams));
	const asked = data ?? { state: 'waiting' as const };
	return { title: m.incoming_title(), asked, ...(await api(event).incoming.list(asked)), told: toldBy(event.url) };
};

/** What has just been done on the page of a mail. */
function toldBy({ searchParams }: URL): string | null {
	return searchParams.get('done') === 'discarded' ? m.incoming_discarded() : null;
}
