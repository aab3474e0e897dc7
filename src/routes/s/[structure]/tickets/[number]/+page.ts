import type { PageLoad } from './$types';

/** What few tickets show is fetched with those alone. */
export const load: PageLoad = async ({ data }) => {
	const { ticket, rating } = data;
	const refusable = ticket.status === 'resolved' && ticket.may.refuse;
	return {
		...data,
		RefuseSolution: refusable ? (await import('#lib/ui/ticket/RefuseSolution.svelte')).default : null,
		RatingForm: rating?.asked ? (await import('#lib/ui/satisfaction/RatingForm.svelte')).default : null
	};
};
