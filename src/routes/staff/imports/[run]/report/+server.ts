import { api } from '#server/request-context.ts';
import { spreadsheet } from '../../../../spreadsheet.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) =>
	spreadsheet(await api(event).imports.report({ run: event.params.run }));
