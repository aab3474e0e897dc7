import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { qrOf } from '#lib/qr.ts';
import { signInInput } from '#lib/schemas/accounts.ts';
import { pathWithin } from '#lib/schemas/path-within.ts';
import { DEMO_LOGINS, DEMO_PASSWORD } from '#server/demo/logins.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

/** The page everybody opens first, on any network: no framework, only the button that shows the password. */
export const csr = false;

export const load: PageServerLoad = async (event) => {
	if (event.locals.ctx.account) redirect(303, '/');
	const { vendor } = await event.parent();
	const address = `${event.locals.ctx.settings.origin}/app`;
	const [news, documents] = [await api(event).news.latest(), await api(event).documents.listPublic()];
	return {
		title: m.accounts_sign_in_title(),
		column: {
			news,
			documents: documents.map(({ id, title, description }) => ({ id, title, description })),
			install: { app: (await api(event).vendor.show()).app, address, qr: qrOf(address) }
		},
		to: event.url.searchParams.get('to') ?? '',
		demo: vendor.demo ? { logins: DEMO_LOGINS, password: DEMO_PASSWORD } : null
	};
};

export const actions: Actions = {
	default: formAction(signInInput.extend({ to: z.string().max(500).optional() }), async ({ to, ...input }, event) => {
		await api(event).accounts.signIn(input);
		redirect(303, pathWithin(to) ?? '/');
	})
};
