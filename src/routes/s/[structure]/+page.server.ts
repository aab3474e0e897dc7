import { api } from '#server/request-context.ts';
import { contactActions } from '../../contact-actions.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const NEWS_SHOWN = 3;
const DOCUMENTS_SHOWN = 3;
const YOURS_SHOWN = 5;

/** Someone not validated is asked for nothing that would be refused them. */
export const load: PageServerLoad = async (event) => {
	const { standing } = await event.parent();
	const { structure } = event.params;
	const active = standing?.access === 'active';
	const decides = active && standing.role === 'administrator';
	return {
		yours: (await api(event).tickets.list({ structure, filter: 'yours' })).tickets.slice(0, YOURS_SHOWN),
		news: active ? (await api(event).news.inside({ structure })).news.slice(0, NEWS_SHOWN) : [],
		documents: active ? (await api(event).documents.list({ structure })).documents.slice(0, DOCUMENTS_SHOWN) : [],
		details: await api(event).accounts.details(),
		mission: decides ? await api(event).contacts.toActivate({ structure }) : null,
		...(decides ? await whatIsMissing(event) : { missing: null, asked: null })
	};
};

/** What the structure has still to say of itself, and what of it was said and waits for validation. */
async function whatIsMissing(event: Parameters<PageServerLoad>[0]) {
	const { structure } = event.params;
	const missing = await api(event).contacts.missing({ structure });
	if (missing.roles.length === 0 && !missing.mainAddress && !missing.phone) return { missing, asked: null };
	const { addresses, phones, team } = await api(event).proposals.read({ structure });
	return {
		missing,
		asked: {
			roles: team.filter(({ people }) => people.some(({ state }) => state === 'proposed')).map(({ role }) => role),
			mainAddress: addresses.some(({ main, wanted }) => main && wanted !== null),
			phone: phones.some(({ wanted }) => wanted !== null)
		}
	};
}

const { open, lock, refuse, revoke } = contactActions<RequestEvent>(
	({ params }) => params.structure,
	({ params }) => `/s/${params.structure}/contacts`
);
export const actions: Actions = { open, lock, refuse, revoke };
