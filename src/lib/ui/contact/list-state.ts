import type { ContactSort, ListContactsInput } from '#lib/schemas/contacts.ts';

/** The address of a list, without what goes without saying. */
export function parametersOf({ query, filter, sort, direction, page, size }: ListContactsInput): string {
	const params = new URLSearchParams();
	if (query) params.set('q', query);
	if (filter !== 'all') params.set('show', filter);
	if (sort) params.set('sort', sort);
	if (sort && direction === 'desc') params.set('dir', direction);
	if (page > 1) params.set('page', String(page));
	if (size !== 10) params.set('size', String(size));
	return params.toString();
}

/** A click on a header sorts by it, a second one the other way round. */
export const sortedBy = (state: ListContactsInput, sort: ContactSort): ListContactsInput => ({
	...state,
	sort,
	direction: state.sort === sort && state.direction === 'asc' ? 'desc' : 'asc',
	page: 1
});
