import { api } from '#server/request-context.ts';
import { spreadsheetInParts } from '../../../../spreadsheet.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => {
	const mailing = event.params.id;
	return spreadsheetInParts((after) => api(event).mailings.export({ mailing, after }));
};
