import { redirect } from '@sveltejs/kit';
import { me } from '#server/signed-in.ts';
import { NO_STRUCTURE } from '#server/platform/access.ts';
import type { PageServerLoad } from './$types';

/** Everybody's door: staff to what waits for them, customers to the structure they were last in, or one that lets them in, visitors to sign in. */
export const load: PageServerLoad = async (event) => {
	if (!event.locals.ctx.account) redirect(303, '/login');
	const { account, home } = await me(event);
	if (account.staffRole) redirect(303, '/staff');
	redirect(303, `/s/${home ?? NO_STRUCTURE}`);
};
