import { api } from '#server/request-context.ts';
import { spreadsheetInParts } from '../../../../../spreadsheet.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => {
	const { news } = api(event);
	return spreadsheetInParts((after) => news.exportReaders({ id: event.params.id, after }));
};
