import { api } from '#server/request-context.ts';
import { storedAnswer } from '#server/stored-answer.ts';
import type { RequestHandler } from './$types';

/** A picture that waits, for the preview of whoever put it. */
export const GET: RequestHandler = async (event) => {
	const picture = await api(event).news.waitingPicture(event.params);
	return storedAnswer(event, { ...picture, cache: 'no-store' });
};
