import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { api } from '#server/request-context.ts';
import { me } from '#server/signed-in.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
	const person = await me(event);
	if (!person.account.staffRole) error(404, { message: m.errors_not_found(), code: 'not_found' });
	void event.url.pathname;
	return {
		me: person,
		incoming: (await api(event).incoming.count()).waiting,
		proposals: await api(event).proposals.count(),
		tasks: await api(event).tasks.count()
	};
};
