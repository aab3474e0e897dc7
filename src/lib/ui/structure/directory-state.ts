import type { DirectoryFilter } from '#lib/schemas/directory-choices.ts';

/** The address of a first page of the directory, without what goes without saying. */
export function parametersOf({ query, filter }: { query: string; filter: DirectoryFilter }): string {
	const params = new URLSearchParams();
	if (query) params.set('q', query);
	if (filter !== 'all') params.set('show', filter);
	return params.toString();
}
