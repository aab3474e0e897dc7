import { api } from '#server/request-context.ts';
import { spreadsheet } from '../../../../../spreadsheet.ts';
import type { RequestHandler } from './$types';

/** No layout stands before a file: that it is for the vendor alone is asked here. An administrator has an address of their own. */
export const GET: RequestHandler = async (event) => {
	const { id } = await api(event).structures.overview({ id: event.params.id });
	return spreadsheet(await api(event).contacts.export({ structure: id }));
};
