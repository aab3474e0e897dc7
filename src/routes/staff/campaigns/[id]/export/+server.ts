import { api } from '#server/request-context.ts';
import { spreadsheet } from '../../../../spreadsheet.ts';
import type { RequestHandler } from './$types';

/** In parts, so that two hundred thousand people neither fill the memory nor keep others waiting. */
export const GET: RequestHandler = async (event) => {
	const campaign = event.params.id;
	const { campaigns } = api(event);
	let part = await campaigns.export({ campaign });
	const encoder = new TextEncoder();
	let sent = false;
	return spreadsheet({
		name: part.name,
		csv: new ReadableStream({
			async pull(controller) {
				if (sent) part = await campaigns.export({ campaign, after: part.next! });
				sent = true;
				controller.enqueue(encoder.encode(part.csv));
				if (part.next === null) controller.close();
			}
		})
	});
};
