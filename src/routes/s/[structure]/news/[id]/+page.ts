import type { PageLoad } from './$types';

/** Few items ask to be confirmed. */
export const load: PageLoad = async ({ data }) => ({
	...data,
	Acknowledge: data.news.acknowledgement ? (await import('#lib/ui/NewsAcknowledge.svelte')).default : null
});
