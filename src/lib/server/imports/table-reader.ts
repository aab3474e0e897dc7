import { parse } from 'csv-parse/sync';
import { columnCalled, CONTACT_COLUMNS, delimiterOf, REQUIRED, STRUCTURE_COLUMNS, type Column } from './columns.ts';
import { decode } from './decoding.ts';
import type { FileFault, FileName } from './problems.ts';

/** One row: where it begins, and its cells by column, trimmed. `surplus` says that it has more cells than the header. */
export interface Row<C extends Column = Column> {
	line: number;
	cells: Record<C, string>;
	surplus: boolean;
}

type Parsed = { record: string[]; info: { lines: number } };

/** The rows of a file, in its order; blank lines are none. Throws {@link FileError} for a file that is not such a table. */
export function readTable(file: FileName, bytes: Uint8Array): Row[] {
	const known: readonly Column[] = file === 'structures' ? STRUCTURE_COLUMNS : CONTACT_COLUMNS;
	const text = decode(bytes);
	const parsed = parsedOf(text, delimiterOf(text, known));
	const [header, ...records] = parsed;
	if (!header) throw new FileError({ fault: 'empty' });
	const columns = header.record.map((cell) => columnCalled(cell, known));
	const missing = REQUIRED[file].filter((column) => !columns.includes(column));
	if (missing.length > 0) throw new FileError({ fault: 'columns', missing });
	const twice = columns.find((column, index) => column !== undefined && columns.indexOf(column) !== index);
	if (twice) throw new FileError({ fault: 'twice', column: twice });

	const places = known.map((column) => [column, columns.indexOf(column)] as const);
	return records.map(({ record, info }) => {
		// The parser counts up to a row's last line; one that has line breaks inside begins earlier.
		const line = info.lines - record.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0);
		const cells = Object.fromEntries(places.map(([column, place]) => [column, (record[place] ?? '').trim()]));
		return { line, cells: cells as Row['cells'], surplus: record.length > columns.length };
	});
}

function parsedOf(text: string, delimiter: string): Parsed[] {
	try {
		return parse(text, {
			bom: true,
			delimiter,
			info: true,
			relax_column_count: true,
			skip_empty_lines: true
		}) as unknown as Parsed[];
	} catch (error) {
		throw new FileError({ fault: 'quotes', line: Number((error as { lines?: number }).lines ?? 0) });
	}
}

/** A file that is no table of the old portal. */
export class FileError extends Error {
	readonly fault: FileFault;

	constructor(fault: FileFault) {
		super(fault.fault);
		this.name = 'FileError';
		this.fault = fault;
	}
}
