import type { RequestHandler } from './$types';

/**
 * Search engines may look at every page, for each says itself whether it may be found (only the door may); what is no page
 * is not worth their visit.
 */
const TEXT = ['User-agent: *', 'Disallow: /trpc/', 'Disallow: /live', 'Disallow: /files', ''].join('\n');

export const GET: RequestHandler = () =>
	new Response(TEXT, {
		headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=86400' }
	});
