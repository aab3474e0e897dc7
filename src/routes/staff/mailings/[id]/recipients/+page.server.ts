import { m } from '#lib/paraglide/messages.js';
import { mailingRecipientsState } from '#lib/schemas/mailings.ts';
import { api } from '#server/request-context.ts';
import { askedIn } from '../../../asked.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { show, ...rest } = askedIn(event.url);
	const asked = mailingRecipientsState.parse({ ...rest, filter: show });
	const mailing = event.params.id;
	return {
		title: m.mailings_people(),
		mailing,
		asked,
		...(await api(event).mailings.recipients({ mailing, ...asked }))
	};
};
