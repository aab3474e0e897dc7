import { m } from '#lib/paraglide/messages.js';
import { mailingRecipientsState } from '#lib/schemas/mailings.ts';
import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { searchParams } = event.url;
	const asked = mailingRecipientsState.parse({
		filter: searchParams.get('show') ?? 'all',
		query: searchParams.get('q') ?? '',
		after: searchParams.get('after') ?? undefined
	});
	const mailing = event.params.id;
	return {
		title: m.mailings_people(),
		mailing,
		asked,
		...(await api(event).mailings.recipients({ mailing, ...asked }))
	};
};
