import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { expect, test } from 'vitest';
import { oldPortalExpected as expected, oldPortalFile } from '../../../../tests/support/old-portal.ts';
import type { Checked } from './cells.ts';
import { contactReader } from './contact-rows.ts';
import { structureReader } from './structure-rows.ts';
import { reasonIn, type Problem } from './problems.ts';
import { readTable, type Row } from './table-reader.ts';

const read = (name: Parameters<typeof oldPortalFile>[0]) => oldPortalFile(name).bytes;

/** What a reader makes of a file: the rows that may come, the refusals and the warnings. */
async function readAll<R>(rows: AsyncIterable<Row>, read: (row: Row) => Checked<R> | Promise<Checked<R>>) {
	const [kept, problems]: [R[], Problem[]] = [[], []];
	for await (const row of rows) {
		const checked = await read(row);
		if (checked.row) kept.push(checked.row);
		problems.push(...checked.problems);
	}
	const of = (severity: Problem['severity']) => problems.filter((problem) => problem.severity === severity);
	return { kept, refused: of('refused'), warnings: of('warning') };
}

async function checked(structures: Uint8Array, contacts: Uint8Array) {
	const inStructures = await readAll(readTable('structures', structures), structureReader());
	const known = new Set(inStructures.kept.map(({ customerNumber }) => customerNumber));
	return {
		structures: inStructures,
		contacts: await readAll(
			readTable('contacts', contacts),
			contactReader((code) => known.has(code))
		)
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
	const records = parse(new TextDecoder('windows-1252').decode(bytes), {
		delimiter: ';',
		relax_column_count: true
	}) as string[][];
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
	},
	30_000
);

const table = (...lines: string[]) => Buffer.from(lines.join('\n'));
const HEAD = 'code_client;nom;email;telephone;civilite;referents;administrateur';

test('what is wrong is said by line and column, with what was found', async () => {
	const file = table(
		HEAD,
		'C1;Roux;A@X.fr ;0383ABC;Mlle;dpo|chef;OUI',
		'C1;Roux;a@x.fr;;;;',
		'C9;Roux;b@x.fr;;;;',
		'C1;;c@x.fr;;;;',
		'',
		'C1;"Le\nBihan";d@x;;;;',
		'C1;Roux;e@x.fr;;;;;de trop'
	);
	const { kept, refused, warnings } = await readAll(
		readTable('contacts', file),
		contactReader((code) => code === 'C1')
	);
	expect(kept).toMatchObject([
		{ line: 2, email: 'a@x.fr', phone: undefined, civility: 'mme', roles: ['dpo'], administrator: true }
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
	expect(reasonIn(refused[0]!)).toBe('Déjà à la ligne 2 pour cette structure');
});

test.each([
	['', { fault: 'empty' }],
	['nom;email\nRoux;a@x.fr', { fault: 'columns', missing: ['code_client'] }],
	['code_client;nom;email;NOM\n', { fault: 'twice', column: 'nom' }],
	['code_client;nom;email\nC1;"Roux;a@x.fr', { fault: 'quotes' }]
])('a file that is no such table is refused whole: %s', async (text, fault) => {
	await expect(
		readAll(
			readTable('contacts', Buffer.from(text)),
			contactReader(() => true)
		)
	).rejects.toThrow(expect.objectContaining({ fault: expect.objectContaining(fault) }));
});

test('lines are counted as an editor counts them, whatever ends them; odd values are no accident', async () => {
	const text = ['code_client;nom;email;civilite', 'C1;"Le', 'Bihan";a@x.fr;__proto__', 'C1;;b@x.fr;', 'C1;Roux;c@;'];
	for (const end of ['\n', '\r\n']) {
		const file = Buffer.from(text.join(end));
		const { kept, refused } = await readAll(
			readTable('contacts', file),
			contactReader(() => true)
		);
		expect(kept).toMatchObject([{ line: 2, lastName: 'Le Bihan', civility: '' }]);
		expect(refused.map(({ line, column }) => [line, column])).toEqual([
			[4, 'nom'],
			[5, 'email']
		]);
	}
});
