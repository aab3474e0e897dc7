import { redirect, type RequestEvent } from '@sveltejs/kit';

/** A courtesy for someone whose session ended: signs in and comes back. The refusal itself is the procedures'. */
export function goSignIn({ url }: Pick<RequestEvent, 'url'>): never {
	redirect(303, `/login?to=${encodeURIComponent(url.pathname + url.search)}`);
}
