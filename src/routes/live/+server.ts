import { numberOf } from '#lib/schemas/ticket-number.ts';
import { liveAnswer } from '#server/live.ts';
import type { RequestHandler } from './$types';

/** News as they happen, for an open page: of its person, and of the ticket it shows. */
export const GET: RequestHandler = ({ locals: { ctx }, request, url }) => {
	if (request.method === 'HEAD') return new Response(null, { headers: { 'content-type': 'text/event-stream' } });
	const listens = request.headers.get('accept')?.includes('text/event-stream');
	if (!ctx.account && !listens) return new Response(null, { status: 401 });
	const number = numberOf(url.searchParams.get('ticket') ?? '');
	return liveAnswer(ctx, number === null ? null : { number, structure: url.searchParams.get('structure') });
};
