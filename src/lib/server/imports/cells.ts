import { line as lineOf } from '#lib/schemas/person.ts';
import { COMMENT_MAX } from '#lib/schemas/proposal-limits.ts';
import type { Column } from './columns.ts';
import { FOUND_MAX, type FileName, type Problem, type Reason, type Severity } from './problems.ts';
import type { Row } from './table-reader.ts';

/** The cells of one row, and what is found wrong with them while they are read. */
export interface Check<C extends Column> {
	/** Each a line of text. */
	cells: Record<C, string>;
	/** The first refusal; the others of a row that is refused anyway are not told. */
	readonly refusal: Problem | null;
	warnings: Problem[];
	/** What is made of a cell, or undefined where the file has no such column: an import changes nothing it is silent on. */
	said<T>(column: C, value: T): T | undefined;
	required(column: C): void;
	refuse(column: C, reason: Reason, first?: number): void;
	warn(column: C, reason: Reason): void;
}

/** A cell as a line of text, of any length that passed. */
const CELL = lineOf(COMMENT_MAX);

/** A row as it will be brought in, or null for one that is refused, and what was found wrong with it. */
export interface Checked<R> {
	row: R | null;
	/** The refusal alone where there is one, else warnings. */
	problems: Problem[];
}

export function cellsOf<C extends Column>(
	file: FileName,
	{ line, cells: raw, absent, surplus }: Row<C>,
	most: Partial<Record<C, number>>
): Check<C> {
	const cells = { ...raw };
	let refusal: Problem | null = null;
	const warnings: Problem[] = [];
	const problem = (severity: Severity, column: C | '', reason: Reason, first?: number): Problem => ({
		severity,
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
		said: (column, value) => (absent.has(column) ? undefined : value),
		required(column) {
			if (cells[column] === '') check.refuse(column, 'required');
		},
		refuse(column, reason, first) {
			refusal ??= problem('refused', column, reason, first);
		},
		warn: (column, reason) => void warnings.push(problem('warning', column, reason))
	};
	if (surplus) refusal = problem('refused', '', 'cells');
	for (const [column, cell] of Object.entries(raw) as [C, string][]) {
		if (cell === '') continue;
		if (cell.length > (most[column] ?? COMMENT_MAX)) {
			check.refuse(column, 'too_long');
			continue;
		}
		const text = CELL.safeParse(cell);
		if (text.success) cells[column] = text.data;
		else check.refuse(column, 'control');
	}
	return check;
}
