import { requiredLine } from '#lib/schemas/person.ts';
import type { Column } from './columns.ts';
import type { FileName, Problem, Reason } from './problems.ts';
import type { Row } from './table-reader.ts';

/** The cells of one row, and what is found wrong with them while they are read. */
export interface Check<C extends Column> {
	cells: Record<C, string>;
	/** The first refusal; the others of a row that is refused anyway are not told. */
	readonly refusal: Problem | null;
	warnings: Problem[];
	/** A cell as a line of text. */
	line(column: C): string;
	required(column: C): void;
	refuse(column: C, reason: Reason, first?: number): void;
	warn(column: C, reason: Reason): void;
}

const FOUND_MAX = 80;

export function cellsOf<C extends Column>(
	file: FileName,
	{ line, cells, surplus }: Row<C>,
	most: Partial<Record<C, number>>,
	otherwise: number
): Check<C> {
	let refusal: Problem | null = null;
	const warnings: Problem[] = [];
	const problem = (column: C | '', reason: Reason, first?: number): Problem => ({
		file,
		line,
		column,
		reason,
		found: column === '' ? '' : cells[column].slice(0, FOUND_MAX),
		...(first === undefined ? {} : { first })
	});
	const check: Check<C> = {
		cells,
		get refusal() {
			return refusal;
		},
		warnings,
		line: (column) => cells[column].replace(/\s+/g, ' '),
		required(column) {
			if (cells[column] === '') check.refuse(column, 'required');
		},
		refuse(column, reason, first) {
			refusal ??= problem(column, reason, first);
		},
		warn: (column, reason) => void warnings.push(problem(column, reason))
	};
	if (surplus) refusal = problem('', 'cells');
	for (const [column, cell] of Object.entries(cells) as [C, string][]) {
		if (cell.length > (most[column] ?? otherwise)) check.refuse(column, 'too_long');
		else if (cell !== '' && !requiredLine(otherwise).safeParse(cell).success) check.refuse(column, 'control');
	}
	return check;
}
