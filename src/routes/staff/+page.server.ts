import { m } from '#lib/paraglide/messages.js';
import { api } from '#server/request-context.ts';
import { me } from '#server/signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { home } = api(event);
	const { account } = await me(event);
	return {
		title: m.ui_nav_home(),
		now: event.locals.ctx.now(),
		...(await home.waiting()),
		weeks: await home.figures(),
		underWay: account.staffRole === 'manager' ? await home.underWay() : null
	};
};
