import type { IncomingMessage } from 'node:http';
import type { RequestEvent } from '@sveltejs/kit';
import { readSession } from './accounts/domain.ts';
import { standingIn } from './contacts/domain.ts';
import type { Base, Cookies, RequestContext } from './platform/context.ts';
import { refusingLikePages } from './platform/caller.ts';
import { createCaller, type Api } from './router.ts';

/** What an open page asks by itself, with nobody before it. */
const LOOKING: readonly string[] = [
	'tickets.pulse',
	'tickets.staffPulse',
	'tickets.presence',
	'notifications.readTicket'
];

/** Whether a request is a person's act, and so a use of the session: one of several calls sent as one is enough. */
function isUse({ pathname }: URL): boolean {
	if (pathname === '/live') return false;
	if (!pathname.startsWith('/trpc/')) return true;
	try {
		const names = decodeURIComponent(pathname.slice('/trpc/'.length)).split(',');
		return names.some((name) => !LOOKING.includes(name));
	} catch {
		return true;
	}
}

/** The context of one request: who asks, read from the session as it is now. */
export async function requestContext(base: Base, event: RequestEvent): Promise<RequestContext> {
	return contextOf(
		base,
		{
			cookies: cookiesOf(event, base.settings.origin.startsWith('https:') ? '__Host-' : ''),
			request: { ip: addressOf(event), userAgent: event.request.headers.get('user-agent') ?? '' }
		},
		{ sliding: isUse(event.url) }
	);
}

/**
 * Where a request comes from. Behind a proxy its header says it; whoever asks past the proxy, as a monitor on this
 * machine does, is known by the connection itself.
 */
function addressOf(event: RequestEvent): string {
	try {
		return event.getClientAddress();
	} catch {
		return (event.platform as { req?: IncomingMessage } | undefined)?.req?.socket.remoteAddress ?? '';
	}
}

/** The same without SvelteKit around it. */
export async function contextOf(
	base: Base,
	from: Pick<RequestContext, 'cookies' | 'request'>,
	use?: { sliding: boolean }
): Promise<RequestContext> {
	const ctx = { ...base, ...from };
	const { account, sessionHash } = await readSession(ctx, use);
	return {
		...ctx,
		account,
		sessionHash,
		standingIn: async (structureId) =>
			account ? standingIn(base.db, account.id, structureId) : { contact: null, exists: false }
	};
}

/** How pages reach the application: the same procedures, through the same gate, without a network between. */
export const api = (event: RequestEvent): Api => refusingLikePages(createCaller(event.locals.ctx));

/**
 * Looked up at each use: trpc-sveltekit puts its own cookie functions in place for the time of its answer.
 * A __Host- cookie cannot be set by a sibling domain; browsers accept the prefix over https only.
 */
const cookiesOf = (event: RequestEvent, prefix: '__Host-' | ''): Cookies => ({
	get: (name) => event.cookies.get(prefix + name),
	set: (name, value, options) => event.cookies.set(prefix + name, value, options),
	delete: (name, options) => event.cookies.delete(prefix + name, options)
});
