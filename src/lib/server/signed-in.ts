import { redirect, type RequestEvent } from '@sveltejs/kit';
import { api } from './request-context.ts';

/** Who is signed in, and how they stand in their structures. A visitor is sent to sign in, and comes back. */
export async function me(event: RequestEvent) {
	// Read again at each page, for the address is read here: what one may is never remembered by the browser.
	void event.url.pathname;
	if (!event.locals.ctx.account) goSignIn(event);
	return api(event).accounts.me();
}

/** A courtesy for someone whose session ended: signs in and comes back. The refusal itself is the procedures'. */
function goSignIn({ url }: Pick<RequestEvent, 'url'>): never {
	redirect(303, `/login?to=${encodeURIComponent(url.pathname + url.search)}`);
}
