import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { api } from '#server/request-context.ts';
import { me } from '#server/signed-in.ts';
import type { LayoutServerLoad } from './$types';
import { staffMenu } from './navigation.ts';

export const load: LayoutServerLoad = async (event) => {
	const person = await me(event);
	if (!person.account.staffRole) error(404, { message: m.errors_not_found(), code: 'not_found' });
	void event.url.pathname;
	const { incoming, proposals, tasks } = api(event);
	return {
		me: person,
		menu: staffMenu({
			isManager: person.account.staffRole === 'manager',
			incoming: (await incoming.count()).waiting,
			proposals: await proposals.count(),
			tasks: await tasks.count()
		})
	};
};
