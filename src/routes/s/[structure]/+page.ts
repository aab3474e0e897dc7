import type { PageLoad } from './$types';

/** What few people see on this page is fetched with theirs alone. */
export const load: PageLoad = async ({ data, parent }) => {
	const { standing, awaitedNews } = await parent();
	return {
		...data,
		Awaited: awaitedNews?.count ? (await import('./HomeAwaited.svelte')).default : null,
		Documents: data.documents.length > 0 ? (await import('./HomeDocuments.svelte')).default : null,
		Mission: data.mission ? (await import('./HomeMission.svelte')).default : null,
		Alone: standing ? null : (await import('./HomeAlone.svelte')).default,
		Pending: standing?.access === 'pending' ? (await import('./HomePending.svelte')).default : null
	};
};
