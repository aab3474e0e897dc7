import { api } from '#server/request-context.ts';
import { storedAnswer } from '#server/stored-answer.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const picture = await api(event).news.picture(event.params);
	return storedAnswer(event, {
		...picture,
		cache: event.locals.ctx.account ? 'no-store' : 'public, max-age=31536000, immutable'
	});
};
