import { api } from '#server/request-context.ts';
import { storedAnswer } from '#server/stored-answer.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const picture = await api(event).news.picture(event.params);
	// Not for long: once its item has ended, nobody is to read it.
	return storedAnswer(event, {
		...picture,
		cache: event.locals.ctx.account ? 'no-store' : 'public, max-age=300'
	});
};
