import { api } from '#server/request-context.ts';
import { sentFile } from '#server/stored-answer.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const { structure, id } = event.params;
	const { fileName: name, ...file } = await api(event).documents.file({ structure, document: id });
	return sentFile(event, { ...file, name, previewHash: null, attached: true });
};
