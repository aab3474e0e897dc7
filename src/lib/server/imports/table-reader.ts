import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { columnCalled, CONTACT_COLUMNS, delimiterOf, REQUIRED, STRUCTURE_COLUMNS, type Column } from './columns.ts';
import { encodingOf, type Encoding } from './decoding.ts';
import type { FileFault, FileName } from './problems.ts';

/** One row: where it begins, and its cells by column, trimmed. */
export interface Row<C extends Column = Column> {
	line: number;
	cells: Record<C, string>;
	/** Columns the file has not, or this row no more: their cells are empty, and say nothing. */
	absent: ReadonlySet<Column>;
	/** Whether it says something in more cells than the header has. */
	surplus: boolean;
}

type Parsed = { record: string[]; info: { lines: number } };

const CHUNK_BYTES = 65_536;
/** More than any header of this kind; what comes after is read as it is asked for. */
const HEADER_BYTES = 4096;

/**
 * The rows of a file, in its order, read as they are asked for; blank lines are none. Throws {@link FileError} for a file
 * that is not such a table, which a row far down may show.
 */
export async function* readTable(
	file: FileName,
	bytes: Uint8Array,
	onBytes: (read: number) => void = () => {}
): AsyncGenerator<Row> {
	const known: readonly Column[] = file === 'structures' ? STRUCTURE_COLUMNS : CONTACT_COLUMNS;
	const encoding = encodingOf(bytes);
	const delimiter = delimiterOf(new TextDecoder(encoding).decode(bytes.subarray(0, HEADER_BYTES)), known);
	let columns: (Column | undefined)[] | null = null;
	let places: (readonly [Column, number])[] = [];
	let absent: ReadonlySet<Column> = new Set();
	for await (const { record, info } of records(file, bytes, encoding, delimiter, onBytes)) {
		if (columns === null) {
			columns = columnsIn(file, record, known);
			places = known.map((column) => [column, columns!.indexOf(column)] as const);
			absent = new Set(known.filter((column) => !columns!.includes(column)));
			continue;
		}
		// The parser counts up to a row's last line; one that has line breaks inside begins earlier.
		const line = info.lines - record.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0);
		const cells = Object.fromEntries(places.map(([column, place]) => [column, (record[place] ?? '').trim()]));
		// A row that ends before its header does says as little of the rest as a file without those columns.
		const missing =
			record.length < columns.length ? columns.slice(record.length).filter((one) => one !== undefined) : [];
		yield {
			line,
			cells: cells as Row['cells'],
			absent: missing.length > 0 ? new Set([...absent, ...missing]) : absent,
			surplus: record.slice(columns.length).some((cell) => cell.trim() !== '')
		};
	}
	if (columns === null) throw new FileError(file, { fault: 'empty' });
}

function columnsIn(file: FileName, header: string[], known: readonly Column[]): (Column | undefined)[] {
	const columns = header.map((cell) => columnCalled(cell, known));
	const missing = REQUIRED[file].filter((column) => !columns.includes(column));
	if (missing.length > 0) throw new FileError(file, { fault: 'columns', missing });
	const twice = columns.find((column, index) => column !== undefined && columns.indexOf(column) !== index);
	if (twice) throw new FileError(file, { fault: 'twice', column: twice });
	return columns;
}

/** What the parser makes of the text; no more of it is held at once than a few chunks. */
async function* records(
	file: FileName,
	bytes: Uint8Array,
	encoding: Encoding,
	delimiter: string,
	onBytes: (read: number) => void
): AsyncGenerator<Parsed> {
	const parser = parse({ bom: true, delimiter, info: true, relax_column_count: true, skip_empty_lines: true });
	const source = Readable.from(chunksOf(bytes, encoding, onBytes));
	source.pipe(parser);
	try {
		yield* parser as AsyncIterable<Parsed>;
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		throw new FileError(file, { fault: 'quotes', line: Number((error as { lines?: number }).lines ?? 0) });
	} finally {
		source.destroy();
		parser.destroy();
	}
}

function* chunksOf(bytes: Uint8Array, encoding: Encoding, onBytes: (read: number) => void): Generator<string> {
	const decoder = new TextDecoder(encoding);
	// Line ends are made one: the parser counts two of Windows' inside a cell as two lines.
	let carried = '';
	for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
		const end = Math.min(start + CHUNK_BYTES, bytes.length);
		onBytes(end);
		const text = decoder.decode(bytes.subarray(start, end), { stream: end < bytes.length });
		const whole = carried + text;
		carried = end < bytes.length && whole.endsWith('\r') ? '\r' : '';
		const ready = (carried ? whole.slice(0, -1) : whole).replaceAll('\r\n', '\n');
		if (ready !== '') yield ready;
	}
}

/** A file that is no table of the old portal. */
export class FileError extends Error {
	readonly file: FileName;
	readonly fault: FileFault;

	constructor(file: FileName, fault: FileFault) {
		super(fault.fault);
		this.name = 'FileError';
		this.file = file;
		this.fault = fault;
	}
}
