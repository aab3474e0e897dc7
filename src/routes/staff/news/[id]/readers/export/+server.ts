import { api } from '#server/request-context.ts';
import { spreadsheet } from '../../../../../spreadsheet.ts';
import type { RequestHandler } from './$types';

/** In parts, so that two hundred thousand people neither fill the memory nor keep others waiting. */
export const GET: RequestHandler = async (event) => {
	const { id } = event.params;
	const { news } = api(event);
	let part = await news.exportReaders({ id });
	const encoder = new TextEncoder();
	let sent = false;
	return spreadsheet({
		name: part.name,
		csv: new ReadableStream({
			async pull(controller) {
				if (sent) part = await news.exportReaders({ id, after: part.next! });
				sent = true;
				controller.enqueue(encoder.encode(part.csv));
				if (part.next === null) controller.close();
			}
		})
	});
};
