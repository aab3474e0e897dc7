import { stringify } from 'csv-stringify/sync';

/**
 * A table as a spreadsheet reads it: UTF-8 with its mark, semicolons, as French ones expect; the columns are those of the
 * first row, or those named. What begins like a formula is made a text (CSV injection, OWASP).
 * `continued` is a further part of a long table, without its head.
 */
export const spreadsheet = (
	rows: readonly Record<string, string | number>[],
	columns?: string[],
	continued = false
): string =>
	stringify([...rows], {
		header: !continued,
		bom: !continued,
		delimiter: ';',
		record_delimiter: 'windows',
		escape_formulas: true,
		...(columns ? { columns } : {})
	});
