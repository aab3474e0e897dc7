import type { PageLoad } from './$types';

/** What few tickets show is fetched with those alone. */
export const load: PageLoad = async ({ data }) => ({
	...data,
	TemplatePicker: data.templates.length > 0 ? (await import('#lib/ui/inbox/TemplatePicker.svelte')).default : null,
	RequestCard: data.beside.request ? (await import('#lib/ui/inbox/RequestCard.svelte')).default : null,
	Ratings: data.ratings.length > 0 ? (await import('#lib/ui/satisfaction/Ratings.svelte')).default : null
});
