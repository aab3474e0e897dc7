import { CONTACT_SEARCH_MAX } from '#lib/schemas/contact-limits.ts';
import { m } from '#lib/paraglide/messages.js';
import { contactInput, listContactsInput, refuseContactInput, type ListContactsInput } from '#lib/schemas/contacts.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const asked = stateOf(event.url.searchParams);
	const list = await api(event).contacts.list({ structure: event.params.structure, ...asked });
	return { list, state: { ...asked, page: list.page } };
};

/** What the list shows, as the address says it; what an address says wrongly counts as not said. */
function stateOf(params: URLSearchParams): ListContactsInput {
	const said = {
		query: (params.get('q') ?? '').slice(0, CONTACT_SEARCH_MAX),
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

const nameOf = ({ firstName, lastName }: { firstName: string; lastName: string }) => ({
	name: `${firstName} ${lastName}`
});

export const actions: Actions = {
	open: formAction(contactInput, async (input, event: RequestEvent) => {
		const person = await api(event).contacts.open({ structure: event.params.structure, ...input });
		return m.contacts_opened(nameOf(person));
	}),
	lock: formAction(contactInput, async (input, event: RequestEvent) => {
		const person = await api(event).contacts.lock({ structure: event.params.structure, ...input });
		return m.contacts_locked(nameOf(person));
	}),
	refuse: formAction(refuseContactInput, async (input, event: RequestEvent) => {
		const person = await api(event).contacts.refuse({ structure: event.params.structure, ...input });
		return m.contacts_refused(nameOf(person));
	})
};
