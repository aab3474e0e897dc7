import { text } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';
import { createTRPCHandle } from 'trpc-sveltekit';
import { building, dev } from '$app/environment';
import { inLocale, preferredLocale } from '#server/platform/locale.ts';
import { BARE_CSP, securityHeaders } from '#server/platform/headers.ts';
import { headOf, referenceOf } from '#server/platform/trpc.ts';
import { m } from '#lib/paraglide/messages.js';
import { requestContext } from '#server/request-context.ts';
import { appRouter } from '#server/router.ts';
import { runningPortal, startPortal } from '#server/running.ts';

export const init: ServerInit = async () => {
	if (!building) await startPortal();
};

/** On every answer the application gives, refusals and /trpc included. What never changes the server has put there before. */
const headers: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	// The page names its stylesheets and scripts itself; repeated here they outgrow what reverse proxies accept by default.
	response.headers.delete('link');
	if (dev) dress(response);
	// Only the door is for search engines to show.
	if (event.url.pathname !== '/login' || event.url.search) response.headers.set('x-robots-tag', 'noindex');
	if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
	return response;
};

/** The development server puts nothing there. */
function dress({ headers }: Response): void {
	for (const [name, value] of Object.entries(securityHeaders(runningPortal().base.settings.origin)))
		headers.set(name, value);
	if (!headers.has('content-security-policy')) headers.set('content-security-policy', BARE_CSP);
}

/** In app.html; one place, for each replacement copies the page. */
const OF_PERSON = 'lang="%lang%" data-theme="%theme%">\n\t<head>\n\t\t<meta charset="utf-8" />\n\t\t%app%';
const withPerson = (locale: string, theme: string, head = '') =>
	`lang="${locale}" data-theme="${theme}">\n\t<head>\n\t\t<meta charset="utf-8" />\n\t\t${head}`;

/** Who asks, in which language, under which theme. */
const person: Handle = async ({ event, resolve }) => {
	event.locals.ctx = await requestContext(runningPortal().base, event);
	const { account, cookies } = event.locals.ctx;
	const cookie = cookies.get('locale');
	const locale =
		account?.locale ??
		(cookie === 'fr' || cookie === 'en' ? cookie : preferredLocale(event.request.headers.get('accept-language')));
	const theme = account?.theme ?? cookies.get('theme');
	const shown = theme === 'light' || theme === 'dark' ? theme : 'system';
	return inLocale(locale, () =>
		resolve(event, {
			transformPageChunk: ({ html }) => html.replace(OF_PERSON, () => withPerson(locale, shown, event.locals.head))
		})
	);
};

const MOST_CALLS_IN_A_BATCH = 10;

/** What tRPC itself would let through: foreign origins, endless batches, and methods it cannot answer. */
const guardTrpc: Handle = async ({ event, resolve }) => {
	if (!event.url.pathname.startsWith('/trpc/')) return resolve(event);
	const { method, headers } = event.request;
	if (method !== 'GET' && method !== 'POST')
		return new Response(null, { status: 405, headers: { allow: 'GET, POST' } });
	if (method === 'POST' && headers.get('origin') !== event.url.origin) return new Response(null, { status: 403 });
	const names = decoded(event.url.pathname);
	if (names === null) return new Response(null, { status: 400 });
	if (names.split(',').length > MOST_CALLS_IN_A_BATCH) return new Response(null, { status: 413 });
	const answer = await resolve(event);
	// With its length told, an answer is known to be complete, and can be compressed.
	return text(await answer.text(), { status: answer.status, headers: answer.headers });
};

/** As tRPC will read it, commas written %2C included; null for what cannot be. */
function decoded(path: string): string | null {
	try {
		return decodeURIComponent(path);
	} catch {
		return null;
	}
}

/** What was written on a device earlier says by whom: nobody else's session may send it. */
const author: Handle = async ({ event, resolve }) => {
	const account = event.request.headers.get('x-account');
	return account === null || account === event.locals.ctx.account?.id
		? resolve(event)
		: new Response(null, { status: 401 });
};

const trpc = createTRPCHandle({
	router: appRouter,
	createContext: (event) => event.locals.ctx,
	responseMeta: ({ errors }) => headOf(errors)
}) satisfies Handle;

export const handle = sequence(headers, guardTrpc, person, author, trpc);

export const handleError: HandleServerError = ({ error, event, status }) => {
	if (status === 404) return { message: m.errors_not_found(), code: 'not_found', status };
	if (status === 413) return { message: m.errors_too_large(), code: 'too_large', status };
	if (status < 500) return { message: m.errors_invalid_request(), code: 'invalid', status };
	const reference = referenceOf(error);
	runningPortal().base.log.error({ reference, route: event.route.id, err: error }, 'unexpected error');
	return { message: m.errors_unexpected({ reference }), code: 'unexpected', status, reference };
};
