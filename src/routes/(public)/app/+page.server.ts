import { m } from '#lib/paraglide/messages.js';
import { qrOf } from '#lib/qr.ts';
import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

/** Opened from a code, by whoever has nothing yet: no framework, and every step is said without a script. */
export const csr = false;

export const load: PageServerLoad = async (event) => {
	const address = `${event.locals.ctx.settings.origin}/app`;
	return { title: m.app_title(), wide: 'page', app: (await api(event).vendor.show()).app, address, qr: qrOf(address) };
};
