import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import type { LayoutServerLoad } from './$types';

/** Managers' alone: to others there is nothing here. A courtesy, for every procedure behind it refuses them anyway. */
export const load: LayoutServerLoad = async ({ parent, url }) => {
	void url.pathname;
	const { me } = await parent();
	if (me.account.staffRole !== 'manager') error(404, { message: m.errors_not_found(), code: 'not_found' });
};
