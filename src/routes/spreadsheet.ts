import { AsyncLocalStorage } from 'node:async_hooks';

/** A list sent as a file that spreadsheets open; `name` holds nothing but letters, digits and hyphens. */
export const spreadsheet = ({ name, csv }: { name: string; csv: string | ReadableStream }): Response =>
	new Response(csv, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '')}"`
		}
	});

interface Part {
	name: string;
	csv: string;
	next: string | null;
}

/** A long list, part by part, so that two hundred thousand rows neither fill the memory nor keep others waiting. */
export async function spreadsheetInParts(read: (after?: string) => Promise<Part>): Promise<Response> {
	let part = await read();
	const encoder = new TextEncoder();
	let sent = false;
	return spreadsheet({
		name: part.name,
		csv: new ReadableStream({
			// The connection calls it, which knows nothing of whose language it is.
			pull: AsyncLocalStorage.bind(async (controller: ReadableStreamDefaultController<Uint8Array>) => {
				if (sent) part = await read(part.next!);
				sent = true;
				controller.enqueue(encoder.encode(part.csv));
				if (part.next === null) controller.close();
			})
		})
	});
}
