import { redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { acceptHandoffInput, MOST_HANDOFF_CHARACTERS } from '#lib/schemas/accounts.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import { afterFirstPassword } from '../../after-first-password.ts';
import { linkOrNull } from '../link-or-null.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	// The address holds the secret: no other address is told it, not even our own. (`no-referrer` would also take the
	// Origin from the form, without which nothing is accepted.)
	event.setHeaders({ 'referrer-policy': 'strict-origin' });
	const handoff = await linkOrNull(event, api(event).accounts.handoff({ token: tokenOf(event) }));
	if (handoff?.hasPassword && event.locals.ctx.account?.email === handoff.email) redirect(303, '/');
	return { title: m.handoff_page_title(), handoff };
};

export const actions: Actions = {
	default: formAction(acceptHandoffInput.omit({ token: true }), async (input, event) => {
		const token = tokenOf(event);
		await linkOrNull(
			event,
			api(event).accounts.acceptHandoff({ ...input, token }),
			`/from-old-portal?${new URLSearchParams({ token })}`
		);
		redirect(303, afterFirstPassword());
	})
};

/** One too long is a wrong one, and told as every other. */
const tokenOf = ({ url }: RequestEvent): string =>
	(url.searchParams.get('token') ?? '').slice(0, MOST_HANDOFF_CHARACTERS);
