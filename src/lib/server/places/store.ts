import { fold } from '#lib/fold.ts';

/** A French postal code and a town it serves. */
export interface Place {
	postalCode: string;
	town: string;
}

interface Table {
	/** « 54550 Sexey-aux-Forges », sorted. */
	lines: string[];
	/** The same, folded, in one text that begins and ends with a line feed. */
	text: string;
	/** Where in `text` each line begins. */
	starts: Uint32Array;
}

/** A town as it is compared: « St-Dié des Vosges » is Saint-Dié-des-Vosges. */
export const foldTown = (town: string): string =>
	fold(town)
		.replace(/[-'.]+/g, ' ')
		.replace(/\s+/g, ' ')
		.trim()
		.replace(/\b(st|ste)\b/g, (short) => (short === 'st' ? 'saint' : 'sainte'));

let table: Promise<Table> | undefined;

/** Read at first use: a portal nobody writes an address in does without. Two megabytes. */
const placesTable = (): Promise<Table> => (table ??= read());

async function read(): Promise<Table> {
	const { POSTAL_CODES } = await import('./generated/postal-codes.js');
	// Windows-1252's places for the two letters Latin-1 lacks.
	const lines = POSTAL_CODES.replaceAll('\x9c', 'œ').replaceAll('\x8c', 'Œ').split('\n');
	const starts = new Uint32Array(lines.length);
	let text = '\n';
	lines.forEach((line, index) => {
		starts[index] = text.length;
		text += `${line.slice(0, 6)}${foldTown(line.slice(6))}\n`;
	});
	return { lines, text, starts };
}

/** The towns a postal code, or its beginning, serves. */
export async function byPostalCode(beginning: string, most: number): Promise<Place[]> {
	const { lines } = await placesTable();
	let [low, high] = [0, lines.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (lines[middle]! < beginning) low = middle + 1;
		else high = middle;
	}
	const found = lines.slice(low, low + most);
	return found.filter((line) => line.startsWith(beginning)).map(placeOf);
}

/** The places whose town begins with a text; with `whole`, is that text. */
export async function byTown(typed: string, most: number, { whole = false } = {}): Promise<Place[]> {
	const { lines, text, starts } = await placesTable();
	const sought = ` ${foldTown(typed)}${whole ? '\n' : ''}`;
	const found: Place[] = [];
	for (let at = text.indexOf(sought); at >= 0 && found.length < most; at = text.indexOf(sought, at + 1)) {
		const line = lineAt(starts, at);
		// Five figures stand before the town; another blank is one inside its name.
		if (starts[line] === at - 5) found.push(placeOf(lines[line]!));
	}
	return found;
}

const placeOf = (line: string): Place => ({ postalCode: line.slice(0, 5), town: line.slice(6) });

/** The line a place in the text is in. */
function lineAt(starts: Uint32Array, position: number): number {
	let [low, high] = [0, starts.length - 1];
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if (starts[middle]! <= position) low = middle;
		else high = middle - 1;
	}
	return low;
}
