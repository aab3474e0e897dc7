import { redirect } from '@sveltejs/kit';
import { NO_STRUCTURE } from '#server/platform/access.ts';
import type { PageServerLoad } from './$types';

/** Everybody's door: staff to their inbox, customers to a structure that lets them in, visitors to sign in. */
export const load: PageServerLoad = async ({ parent }) => {
	const { me } = await parent();
	if (!me) redirect(303, '/login');
	if (me.account.staffRole) redirect(303, '/staff/tickets');
	const open =
		me.structures.find(({ access }) => access === 'active') ?? me.structures.find(({ access }) => access === 'pending');
	redirect(303, `/s/${open?.structureId ?? NO_STRUCTURE}`);
};
