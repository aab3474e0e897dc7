import { m } from '#lib/paraglide/messages.js';
import { CONTACT_SEARCH_MAX } from '#lib/schemas/contact-limits.ts';
import { listContactsInput, type ListContactsInput } from '#lib/schemas/contacts.ts';

/** What a list of contacts shows, as its address says it; what the address says wrongly counts as not said. */
export function contactListState(params: URLSearchParams): ListContactsInput {
	const said = {
		query: (params.get('q') ?? '').slice(0, CONTACT_SEARCH_MAX),
		filter: params.get('show') ?? undefined,
		sort: params.get('sort') ?? undefined,
		direction: params.get('dir') ?? undefined,
		page: Number(params.get('page') ?? 1),
		size: Number(params.get('size') ?? 10)
	};
	const { shape } = listContactsInput;
	const kept = Object.entries(said).filter(
		([name, value]) => shape[name as keyof typeof shape].safeParse(value).success
	);
	return listContactsInput.parse(Object.fromEntries(kept));
}

/** What was just done on a page of its own, that leads back to the list. */
export function toldByList(params: URLSearchParams): string | null {
	const added = params.get('added');
	if (added === 'invited') return m.contacts_added_invited();
	if (added === 'listed') return m.contacts_added();
	return params.has('removed') ? m.contacts_removed() : null;
}
