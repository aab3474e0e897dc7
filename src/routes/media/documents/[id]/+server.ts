import { api } from '#server/request-context.ts';
import { storedAnswer } from '#server/stored-answer.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const { hash, type, fileName } = await api(event).documents.publicDocument({ id: event.params.id });
	return storedAnswer(event, { hash, type, fileName, cache: 'public, max-age=300' });
};
