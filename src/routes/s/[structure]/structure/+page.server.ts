import { m } from '#lib/paraglide/messages.js';
import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { structure } = event.params;
	return {
		title: m.ui_structure_title(),
		details: await api(event).structures.read({ structure }),
		team: await api(event).contacts.team({ structure })
	};
};
