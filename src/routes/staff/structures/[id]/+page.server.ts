import { m } from '#lib/paraglide/messages.js';
import { mailDomainInput, setCustomerNumberInput, setProductsInput } from '#lib/schemas/structures.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const MOST_SHOWN = 5;

export const load: PageServerLoad = async (event) => {
	const structure = event.params.id;
	const { structures, contacts, proposals, tickets } = api(event);
	const details = await structures.read({ structure });
	const people = await contacts.list({ structure });
	const open = await tickets.inbox({ filter: 'open', structure: details.customerNumber });
	const { entries, next } = await proposals.history({ structure });
	const { waiting } = await proposals.read({ structure });
	return {
		title: details.name,
		details,
		overview: await structures.overview({ id: structure }),
		team: await contacts.team({ structure }),
		people: { total: people.total, shown: people.contacts.slice(0, MOST_SHOWN) },
		tickets: { shown: open.tickets.slice(0, MOST_SHOWN), more: open.tickets.length > MOST_SHOWN || open.next !== null },
		history: { shown: entries.slice(0, MOST_SHOWN), more: entries.length > MOST_SHOWN || next !== null },
		waiting,
		products: await structures.products({ id: structure }),
		created: event.url.searchParams.has('created')
	};
};

const within = ({ params }: RequestEvent) => ({ structure: params.id });
const numberInput = setCustomerNumberInput.omit({ structure: true });
const productsInput = setProductsInput.omit({ structure: true });
const domainInput = mailDomainInput.omit({ structure: true });

export const actions: Actions = {
	number: formAction<typeof numberInput, RequestEvent>(numberInput, async (input, event) => {
		const { customerNumber } = await api(event).structures.setCustomerNumber({ ...within(event), ...input });
		return m.directory_number_saved({ number: customerNumber });
	}),
	products: formAction<typeof productsInput, RequestEvent>(productsInput, async (input, event) => {
		await api(event).structures.setProducts({ ...within(event), ...input });
		return m.settings_structure_products_saved();
	}),
	add: formAction<typeof domainInput, RequestEvent>(domainInput, async (input, event) =>
		m.directory_domain_added(await api(event).structures.addMailDomain({ ...within(event), ...input }))
	),
	remove: formAction<typeof domainInput, RequestEvent>(domainInput, async (input, event) => {
		await api(event).structures.removeMailDomain({ ...within(event), ...input });
		return m.directory_domain_removed(input);
	})
};
