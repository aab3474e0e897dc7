import { redirect } from '@sveltejs/kit';
import { NO_STRUCTURE } from '#server/platform/access.ts';
import { me } from '#server/signed-in.ts';
import type { RequestHandler } from './$types';

/** A new ticket, whoever asks and wherever they were last: shortcuts and shared things lead here, after signing in if need be. */
export const GET: RequestHandler = async (event) => {
	const { account, home } = await me(event);
	if (account.staffRole) redirect(303, '/staff/tickets/new');
	redirect(303, `/s/${home ?? NO_STRUCTURE}/tickets/new${event.url.search}`);
};
