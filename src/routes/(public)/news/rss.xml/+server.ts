import { api } from '#server/request-context.ts';
import type { RequestHandler } from './$types';

/** The same for everybody, whatever their language or session: anything between may keep it for a while. */
export const GET: RequestHandler = async (event) =>
	new Response(await api(event).news.feed(), {
		headers: { 'content-type': 'text/xml; charset=utf-8', 'cache-control': 'public, max-age=300' }
	});
