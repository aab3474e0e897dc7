/** What a measure is held against, and whether it holds. */
export interface Line {
	what: string;
	measured: string;
	bar: string;
	/** Null for what is only told. */
	holds: boolean | null;
}

const lines: Line[] = [];

/** Told at once on the error stream, for whoever waits; the table comes at the end. */
function add(line: Line): void {
	lines.push(line);
	process.stderr.write(`${line.what}: ${line.measured}\n`);
}

export const atMost = (what: string, value: number, most: number, unit = '', digits = 1): void =>
	add({
		what,
		measured: `${value.toFixed(digits)}${unit}`,
		bar: `≤ ${round(most, digits)}${unit}`,
		holds: value <= most
	});

export const atLeast = (what: string, value: number, least: number, told: string, digits = 2): void =>
	add({ what, measured: told, bar: `≥ ${round(least, digits)}`, holds: value >= least });

export const told = (what: string, measured: string): void => add({ what, measured, bar: '', holds: null });

const round = (value: number, digits: number): string => String(Number(value.toFixed(digits)));

/** Everything measured, one line each. Returns how many bars were missed. */
export function printed(): number {
	const rows = lines.map(({ what, measured, bar, holds }) => [
		what,
		measured,
		bar,
		holds === null ? '' : holds ? 'pass' : 'FAIL'
	]);
	const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
	for (const row of rows)
		process.stdout.write(
			`${row
				.map((cell, column) => cell.padEnd(widths[column] ?? 0))
				.join('  ')
				.trimEnd()}\n`
		);
	return lines.filter(({ holds }) => holds === false).length;
}
