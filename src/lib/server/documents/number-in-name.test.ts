import { describe as group, expect, test } from 'vitest';
import { world } from '../../../../tests/support/world.ts';
import { matchNames } from './matching.ts';
import { titleFrom } from './number-in-name.ts';

group('whose a file is, by its name', () => {
	const SEXEY = { structure: 'sexey', fault: null, numbers: ['C10601'] };
	const NONE = { structure: null, fault: 'no_number', numbers: [] };
	test.each([
		['FAC-2026-118_C10601_novembre.pdf', SEXEY],
		['c10601.pdf', SEXEY],
		['Facture C10601.pdf', SEXEY],
		['Facture (C 10601).pdf', SEXEY],
		['C10601_rappel_C10601.pdf', SEXEY],
		['été.C10601.é.pdf', SEXEY],
		['FAC2026118_C10601.pdf', SEXEY],
		// Not bounded: another letter or digit beside it makes it something else.
		['XC10601.pdf', NONE],
		['C106010.pdf', { structure: null, fault: 'unknown_number', numbers: ['C106010'] }],
		['C10601A.pdf', NONE],
		['éC10601.pdf', NONE],
		['facture.C10601', NONE],
		['facture-novembre.pdf', NONE],
		['2026-118.pdf', NONE],
		['FAC-2026-118_C99999.pdf', { structure: null, fault: 'unknown_number', numbers: ['C99999'] }],
		['C10601_C10602.pdf', { structure: null, fault: 'two_numbers', numbers: ['C10601', 'C10602'] }],
		['C10601_C99999.pdf', { structure: null, fault: 'two_numbers', numbers: ['C10601', 'C99999'] }]
	])('%s', async (name, expected) => {
		const here = await world();
		const [match] = await matchNames(here.base.db, [name]);
		const structure = match!.structureId === here.structure('sexey') ? 'sexey' : match!.structureId;
		expect({ structure, fault: match!.fault, numbers: match!.numbers }).toEqual(expected);
	});

	test.each([
		['FAC-00118_10412.pdf', '10412', null],
		['FA-2026-00118_10412.pdf', '10412', null],
		// Either may be the invoice's own number.
		['12345_10412.pdf', null, 'two_numbers'],
		['10412_12345.pdf', null, 'two_numbers'],
		['12345_CLI-0042.pdf', 'CLI-0042', null],
		['10412_10413.pdf', null, 'two_numbers'],
		['10499.pdf', null, 'unknown_number'],
		['1042.pdf', null, 'no_number'],
		['CLI-0042_novembre.pdf', 'CLI-0042', null],
		['novembre CLI-0042.pdf', 'CLI-0042', null]
	])('%s, where numbers are digits alone or hold a sign', async (name, number, fault) => {
		const here = await world();
		const { db } = here.base;
		const numbers = { sexey: '10412', commercy: '10413', madon: 'CLI-0042' } as const;
		for (const [key, customerNumber] of Object.entries(numbers))
			await db
				.updateTable('structure')
				.set({ customerNumber })
				.where('id', '=', here.structure(key as 'sexey'))
				.execute();
		const [match] = await matchNames(db, [name]);
		expect(match!.fault).toBe(fault);
		expect(match!.structureId === null ? null : match!.numbers[0]).toBe(number);
	});
});

test.each([
	['FAC-2026-118_C00412_novembre.pdf', 'C00412', 'FAC-2026-118 novembre'],
	['C00412.pdf', 'C00412', ''],
	['C00412 - Contrat_de_maintenance.pdf', 'C00412', 'Contrat de maintenance'],
	['contrat.signé.pdf', null, 'contrat.signé'],
	['.pdf', null, 'pdf'],
	[`${'a'.repeat(300)}.pdf`, null, 'a'.repeat(160)]
])('%s is proposed as « %s »', (name, number, title) => {
	expect(titleFrom(name, number, 160)).toBe(title);
});
