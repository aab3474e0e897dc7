import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { expect, test } from 'vitest';
import { contactRows } from './contact-rows.ts';
import { structureRows } from './structure-rows.ts';
import { decode } from './decoding.ts';
import { reasonIn, type Problem } from './problems.ts';
import { readTable } from './table-reader.ts';

const folder = join(import.meta.dirname, '../../../../tests/old-portal');
const read = (name: string) => readFileSync(join(folder, name));
const expected = JSON.parse(read('expected.json').toString());

async function checked(structures: Uint8Array, contacts: Uint8Array) {
	const inStructures = await structureRows(readTable('structures', structures));
	const known = new Set(inStructures.kept.map(({ customerNumber }) => customerNumber));
	return {
		structures: inStructures,
		contacts: contactRows(readTable('contacts', contacts), (code) => known.has(code))
	};
}
const places = (problems: Problem[]) => problems.map(({ line, column }) => ({ line, column }));

test('the export of the old portal comes out as it should, each refused row by line and column', async () => {
	const { structures, contacts } = await checked(read('structures.csv'), read('contacts.csv'));
	expect(structures.kept).toHaveLength(expected.structures.valid);
	expect(places(structures.refused)).toEqual(expected.structures.rejected);
	expect(contacts.kept).toHaveLength(expected.contacts.valid);
	expect(places(contacts.refused)).toEqual(expected.contacts.rejected);
	expect(contacts.kept.filter(({ administrator }) => administrator)).toHaveLength(expected.contacts.administrators);
	const warned = [...structures.warnings, ...contacts.warnings];
	const count = (reason: string) => warned.filter((problem) => problem.reason === reason).length;
	expect({ siret: count('siret'), postalCode: count('postal_code'), phone: count('phone') }).toEqual(expected.warnings);
	const byEmail = Map.groupBy(contacts.kept, ({ email }) => email);
	expect(byEmail.size).toBe(expected.accounts);
	expect([...byEmail.values()].filter((rows) => rows.length > 1)).toHaveLength(expected.multiStructureAccounts);
});

/** The same table as another program would save it. */
function resaved(bytes: Uint8Array, { delimiter, bom }: { delimiter: string; bom: boolean }): Uint8Array {
	const records = parse(decode(bytes), { delimiter: ';', relax_column_count: true }) as string[][];
	const width = records[0]!.length;
	const shuffled = Array.from({ length: width }, (_, place) => (place * 5 + 3) % width);
	// Only a permutation leaves nothing out.
	expect(new Set(shuffled).size).toBe(width);
	const rows = records.map((record) => shuffled.map((place) => record[place] ?? ''));
	rows[0] = rows[0]!.map((name) => ` ${name.toUpperCase()}`);
	return Buffer.from((bom ? '\ufeff' : '') + stringify(rows, { delimiter, record_delimiter: '\r\n' }));
}

test.each([true, false])(
	'the same files in UTF-8 with commas and shuffled columns give the same (BOM: %s)',
	async (bom) => {
		const [structures, contacts] = [read('structures.csv'), read('contacts.csv')];
		const how = { delimiter: ',', bom };
		const first = await checked(structures, contacts);
		const second = await checked(resaved(structures, how), resaved(contacts, how));
		expect(second).toEqual(first);
	}
);

const table = (...lines: string[]) => Buffer.from(lines.join('\n'));
const HEAD = 'code_client;nom;email;telephone;civilite;referents;administrateur';

test('what is wrong is said by line and column, with what was found', async () => {
	const { kept, refused, warnings } = contactRows(
		readTable(
			'contacts',
			table(
				HEAD,
				'C1;Roux;A@X.fr ;0383ABC;Mlle;dpo|chef;OUI',
				'C1;Roux;a@x.fr;;;;',
				'C9;Roux;b@x.fr;;;;',
				'C1;;c@x.fr;;;;',
				'',
				'C1;"Le\nBihan";d@x;;;;',
				'C1;Roux;e@x.fr;;;;;de trop'
			)
		),
		(code) => code === 'C1'
	);
	expect(kept).toMatchObject([
		{ line: 2, email: 'a@x.fr', phone: '', civility: 'mme', roles: ['dpo'], administrator: true }
	]);
	expect(refused.map(({ line, column, reason }) => [line, column, reason])).toEqual([
		[3, 'email', 'email_twice'],
		[4, 'code_client', 'no_structure'],
		[5, 'nom', 'required'],
		[7, 'email', 'email'],
		[9, '', 'cells']
	]);
	expect(warnings.map(({ column, found }) => [column, found])).toEqual([
		['telephone', '0383ABC'],
		['referents', 'dpo|chef']
	]);
	expect(reasonIn(refused[0]!)).toBe('déjà à la ligne 2 pour cette structure');
});

test.each([
	['', { fault: 'empty' }],
	['nom;email\nRoux;a@x.fr', { fault: 'columns', missing: ['code_client'] }],
	['code_client;nom;email;NOM\n', { fault: 'twice', column: 'nom' }],
	['code_client;nom;email\nC1;"Roux;a@x.fr', { fault: 'quotes' }]
])('a file that is no such table is refused whole: %s', (text, fault) => {
	expect(() => readTable('contacts', Buffer.from(text))).toThrow(
		expect.objectContaining({ fault: expect.objectContaining(fault) })
	);
});
