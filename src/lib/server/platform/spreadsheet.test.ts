import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { spreadsheet, spreadsheetPart } from './spreadsheet.ts';

/** The cells a reader finds who takes another separator than ours, and quotes for nothing. */
const cellsBy = (csv: string, separator: RegExp) => csv.replace(/^\uFEFF/, '').split(separator);

const HOSTILE = [
	"Dupont,=cmd|' /C calc'!A0,x",
	'Dupont;=1+1',
	'Dupont\t@SUM(A1)',
	'Dupont,"=1+1"',
	'Dupont, -1+1',
	'Dupont,\uFF1D1+1',
	'Dupont\n=1+1',
	' =1+1',
	',=1',
	'=1,=1;=1\t=1'
];

test.each(HOSTILE)('no formula in %j runs, whatever separates lists where the file is opened', (name) => {
	const csv = spreadsheet([{ Nom: name, Ville: 'Toul' }]);
	expect(spreadsheetPart([[name, 'Toul']], ['Nom', 'Ville'])).toBe(csv);
	for (const separator of [/[,\r\n]/, /[;\r\n]/, /[\t\r\n]/, /[,;\t\r\n]/])
		for (const cell of cellsBy(csv, separator)) expect(cell).not.toMatch(/^[\s"]*[=+\-@\uFF1D]/);
	const [{ Nom: read }] = parse(csv, { delimiter: ';', columns: true, bom: true }) as [{ Nom: string }];
	expect(read).not.toMatch(/^\s*[=+\-@\uFF1D]/);
	expect(read.replaceAll("'", ''), 'nothing else of it is changed').toBe(name.replaceAll("'", ''));
});

test('what ends a cell or a line is quoted; addresses, numbers and dates stay as they are', () => {
	const plain = {
		a: '12, rue de l’Église - BP 3',
		b: '03 53 01 10 50',
		c: '2026-11-26',
		d: 'jean-pierre.o+toul@mairie.example',
		e: -5,
		f: 'Adjoint (urbanisme, voirie)',
		g: 'a = b + c'
	};
	const [, line] = spreadsheet([plain]).split('\r\n');
	expect(line).toBe(
		'12, rue de l’Église - BP 3;03 53 01 10 50;2026-11-26;jean-pierre.o+toul@mairie.example;-5;Adjoint (urbanisme, voirie);a = b + c'
	);
	expect(spreadsheetPart([['a;b', 'a"b', 'a\nb', 'a,b']], null)).toBe('"a;b";"a""b";"a\nb";a,b\r\n');
});
