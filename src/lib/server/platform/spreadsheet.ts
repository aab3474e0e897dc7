import { stringify } from 'csv-stringify/sync';

/** Where another list separator than ours begins a cell, and what begins a formula there. */
const CELL = /(^|[,;\t\r\n])([ \u00a0"]{0,20})(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;

/**
 * As French spreadsheets expect; what begins like a formula is made a text (CSV injection, OWASP). That goes for what
 * follows a comma or a tab too: where those separate lists, quotes inside what is one cell there hold nothing together.
 */
const FORM = {
	delimiter: ';',
	record_delimiter: 'windows',
	escape_formulas: true,
	quoted_match: /[\t\r\n]/,
	cast: { string: (value: string) => value.replace(CELL, "$1$2'") }
} as const;

/**
 * A table as a spreadsheet reads it: UTF-8 with its mark, semicolons; the columns are those of the first row, or those
 * named.
 */
export const spreadsheet = (rows: readonly Record<string, string | number>[], columns?: string[]): string =>
	stringify([...rows], { ...FORM, header: true, bom: true, ...(columns ? { columns } : {}) });

/** One part of a long table; `columns` head the first and are null in all others. */
export const spreadsheetPart = (rows: readonly (string | number)[][], columns: string[] | null): string =>
	stringify([...rows], { ...FORM, ...(columns ? { header: true, bom: true, columns } : {}) });
