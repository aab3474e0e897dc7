/** A list sent as a file that spreadsheets open; `name` holds nothing but letters, digits and hyphens. */
export const spreadsheet = ({ name, csv }: { name: string; csv: string | ReadableStream }): Response =>
	new Response(csv, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '')}"`
		}
	});
