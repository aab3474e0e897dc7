import { stringify } from 'csv-stringify/sync';

/** As French spreadsheets expect; what begins like a formula is made a text (CSV injection, OWASP). */
const FORM = { delimiter: ';', record_delimiter: 'windows', escape_formulas: true } as const;

/**
 * A table as a spreadsheet reads it: UTF-8 with its mark, semicolons; the columns are those of the first row, or those
 * named.
 */
export const spreadsheet = (rows: readonly Record<string, string | number>[], columns?: string[]): string =>
	stringify([...rows], { ...FORM, header: true, bom: true, ...(columns ? { columns } : {}) });

/** One part of a long table; `columns` head the first and are null in all others. */
export const spreadsheetPart = (rows: readonly (string | number)[][], columns: string[] | null): string =>
	stringify([...rows], { ...FORM, ...(columns ? { header: true, bom: true, columns } : {}) });
