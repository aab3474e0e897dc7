import { error, isHttpError, json } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { lengthOf, longBody } from '#server/form-with-files.ts';
import { api } from '#server/request-context.ts';
import type { RequestHandler } from './$types';

/** Takes one file, its bytes as they are and its name in a header, and answers what is kept of it, or why nothing is. */
export const POST: RequestHandler = async (event) => {
	const content = await longBody(event);
	// Its kind of content is no form's, so that SvelteKit does not look where it comes from.
	if (event.request.headers.get('origin') !== event.url.origin)
		error(403, { message: m.errors_forbidden(), code: 'forbidden', status: 403 });
	try {
		const name = decoded(event.request.headers.get('x-file-name') ?? '');
		const file = { name, content, size: lengthOf(event) };
		return json(await api(event).files.upload(file), { status: 201 });
	} catch (refusal) {
		if (!isHttpError(refusal)) throw refusal;
		const { retryAfter } = refusal.body;
		const headers: HeadersInit = retryAfter ? { 'retry-after': String(retryAfter) } : {};
		return json(refusal.body, { status: refusal.status, headers });
	}
};

/** What cannot be read is no name, and refused as such. */
function decoded(name: string): string {
	try {
		return decodeURIComponent(name);
	} catch {
		return '';
	}
}
