import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { detailsForm } from '#lib/schemas/accounts.ts';
import { pathWithin } from '#lib/schemas/path-within.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import { me } from '#server/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

const onwards = (url: URL): string => pathWithin(url.searchParams.get('to')) ?? '/';

export const load: PageServerLoad = async (event) => {
	const { account } = await me(event);
	const to = onwards(event.url);
	// The vendor's people are in nobody's list.
	if (account.staffRole) redirect(303, to);
	const { functions } = await api(event).accounts.details();
	return { title: m.accounts_check_title(), wide: true, account, functions, to };
};

export const actions: Actions = {
	default: formAction(detailsForm, async (input, event) => {
		await api(event).accounts.checkDetails(input);
		redirect(303, onwards(event.url));
	})
};
