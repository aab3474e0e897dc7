import { api } from '#server/request-context.ts';
import { cacheOf } from '../cache-of.ts';
import type { RequestHandler } from './$types';

/** The vendor's colour, of which the whole palette is made: a stylesheet, so that no page needs an inline style. */
export const GET: RequestHandler = async (event) => {
	const { color } = await api(event).vendor.show();
	return new Response(`:root { --vendor: ${color}; }\n`, {
		headers: { 'content-type': 'text/css', 'cache-control': cacheOf(event) }
	});
};
