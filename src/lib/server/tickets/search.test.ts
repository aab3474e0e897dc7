import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planOf } from '../../../../tests/support/plans.ts';
import { draft } from '../../../../tests/support/ticket.ts';
import { world, type CastKey, type World } from '../../../../tests/support/world.ts';
import { entriesIn, numbered } from './search-store.ts';
import { excerptOf, marked, numberIn } from './search.ts';
import { visibleTo } from './visible.ts';

const text = (stretches: { text: string; found: boolean }[]) =>
	stretches.map(({ text, found }) => (found ? `[${text}]` : text)).join('');

async function opened(here: World, by: CastKey, subject: string, body: string, others: { private?: boolean } = {}) {
	const structure = here.structure(by === 'otto' ? 'commercy' : 'sexey');
	return (await here.as(by).tickets.open(draft(structure, { subject, body, ...others }))).number;
}

const found = async (here: World, by: CastKey, query: string, structure = here.structure('sexey')) =>
	(await here.as(by).tickets.search({ structure, query })).results.map(({ number }) => number);
const foundByStaff = async (here: World, query: string) =>
	(await here.as('sam').tickets.searchAll({ query })).results.map(({ number }) => number);
const note = (here: World, number: number, body: string) =>
	here.as('sam').tickets.note({ number, body, requestKey: randomUUID() });
const reply = (here: World, number: number, body: string) =>
	here.as('sam').tickets.reply({ number, body, status: 'waiting', requestKey: randomUUID() });

describe('Words', () => {
	test('are found by their beginnings, whatever the case and the accents, in subjects and in messages', async () => {
		const here = await world();
		const number = await opened(here, 'vera', 'Éditions de l’Œuvre', 'Le règlement « Été » manque.');
		for (const query of [
			'edition',
			'ÉDIT',
			'oeuvre',
			'œuvr',
			'regl',
			'REGLEMENT',
			'ete',
			'r',
			'l’œuvre été',
			'e\u0301te'
		])
			expect(await found(here, 'vera', query), query).toEqual([number]);
		for (const query of ['dition', 'glement', 'reglements', 'ete hiver'])
			expect(await found(here, 'vera', query)).toEqual([]);
	});

	test('of what staff answered are found too, each ticket once, the newest words first', async () => {
		const here = await world();
		const first = await opened(here, 'vera', 'Premier', 'Un bordereau.');
		const second = await opened(here, 'vera', 'Second', 'Un autre bordereau.');
		expect(await found(here, 'vera', 'bordereau')).toEqual([second, first]);
		await reply(here, first, 'Quel bordereau ? Ce bordereau-ci ?');
		expect(await found(here, 'vera', 'bordereau')).toEqual([first, second]);
	});

	test('are shown marked, in the message they stand in', async () => {
		const here = await world();
		const number = await opened(here, 'vera', 'Le pare-feu', 'Bonjour.');
		await reply(
			here,
			number,
			`${'Du texte avant. '.repeat(20)}Changez **l’imprimante** <b>réseau</b>. ${'Et après. '.repeat(30)}`
		);
		const [result] = (
			await here.as('vera').tickets.search({ structure: here.structure('sexey'), query: 'imprim pare' })
		).results;
		expect(text(result!.subject)).toBe('Le [pare]-feu');
		expect(text(result!.said!.excerpt)).toContain('Changez l’[imprimante] ');
		expect(text(result!.said!.excerpt).length).toBeLessThan(220);
	});

	test('in the names of files are found and shown', async () => {
		const here = await world();
		const number = await opened(here, 'vera', 'Une pièce', 'Voici.');
		const { id, ticketId } = await here.base.db
			.selectFrom('ticketMessage')
			.selectAll()
			.where('body', '=', 'Voici.')
			.executeTakeFirstOrThrow();
		const file = { hash: 'a'.repeat(64), name: 'Délibération_2026-04.pdf', type: 'application/pdf', size: 3 };
		await here.base.db
			.insertInto('storedFile')
			.values({ ...file, name: undefined, width: null, height: null, createdAt: here.base.now() } as never)
			.execute();
		await here.base.db
			.insertInto('ticketFile')
			.values({ ...file, id: 'f', ticketId, messageId: id, position: 0, width: null, height: null, previewHash: null })
			.execute();
		const { results } = await here
			.as('vera')
			.tickets.search({ structure: here.structure('sexey'), query: 'deliberation 04' });
		expect(results.map((result) => result.number)).toEqual([number]);
		expect(text(results[0]!.files[0]!)).toBe('[Délibération]_2026-[04].pdf');
	});

	test('a number finds its ticket before anything else', async () => {
		const here = await world();
		const number = await opened(here, 'vera', 'Le sujet', 'Le texte.');
		const other = await opened(here, 'vera', 'Autre', `Comme le ticket ${number}.`);
		for (const query of [`#${number}`, `${number}`, ` # ${number} `])
			expect(await found(here, 'vera', query)).toEqual([number, other]);
		expect(await found(here, 'otto', `#${number}`, here.structure('commercy'))).toEqual([]);
		expect(await foundByStaff(here, `#${number}`)).toEqual([number, other]);
	});

	test('common ones come page by page, no ticket twice', async () => {
		const here = await world();
		const numbers: number[] = [];
		for (let index = 0; index < 19; index++)
			numbers.push(await opened(here, 'vera', `Sujet ${index}`, 'Le mot zinzin.'));
		here.pass({ hours: 2 });
		for (let index = 19; index < 31; index++)
			numbers.push(await opened(here, 'vera', `Sujet ${index}`, 'Le mot zinzin.'));
		for (const number of numbers.slice(3, 12)) await reply(here, number, 'Encore zinzin.');
		for (const by of ['vera', 'sam'] as const) {
			const got: number[] = [];
			let after: number | undefined;
			do {
				const input = { query: 'zinzi', ...(after ? { after } : {}) };
				const { results, next } =
					by === 'sam'
						? await here.as(by).tickets.searchAll(input)
						: await here.as(by).tickets.search({ structure: here.structure('sexey'), ...input });
				got.push(...results.map(({ number }) => number));
				after = next ?? undefined;
			} while (after);
			expect(got.length).toBe(31);
			expect(new Set(got)).toEqual(new Set(numbers));
		}
	});
});

describe('A canary', () => {
	const CANARY = 'chardonneret';

	test('of another structure is found by nobody of this one, nor is its number', async () => {
		const here = await world();
		const number = await opened(here, 'otto', `Le ${CANARY}`, CANARY);
		for (const person of ['vera', 'adam', 'pia'] as const)
			for (const query of [CANARY, 'chardo', 'c', `#${number}`])
				expect(await found(here, person, query)).not.toContain(number);
		expect(await foundByStaff(here, CANARY)).toEqual([number]);
		expect(await found(here, 'otto', CANARY, here.structure('commercy'))).toEqual([number]);
	});

	test('in a note is found by staff only, even beside a word its reader may find', async () => {
		const here = await world();
		const number = await opened(here, 'vera', 'Sujet', 'Le texte.');
		await note(here, number, `Le ${CANARY}, entre nous.`);
		for (const person of ['vera', 'adam'] as const) {
			expect(await found(here, person, CANARY)).toEqual([]);
			expect(await found(here, person, `texte ${CANARY}`)).toEqual([]);
		}
		const { results } = await here.as('sam').tickets.searchAll({ query: CANARY });
		expect(results.map((result) => [result.number, result.said!.note])).toEqual([[number, true]]);
	});

	test('in a private ticket is found by whose it is only', async () => {
		const here = await world();
		const number = await opened(here, 'vera', 'Sujet', CANARY, { private: true });
		expect(await found(here, 'vera', CANARY)).toEqual([number]);
		expect(await found(here, 'adam', CANARY)).toEqual([]);
	});

	test('of a colleague is found as far as the structure shows colleagues’ tickets', async () => {
		const here = await world();
		const number = await opened(here, 'adam', 'Sujet', CANARY);
		const show = (ticketVisibility: 'none' | 'read') =>
			here.base.db
				.updateTable('structure')
				.set({ ticketVisibility })
				.where('id', '=', here.structure('sexey'))
				.execute();
		await show('none');
		expect(await found(here, 'vera', CANARY)).toEqual([]);
		const participating = await opened(here, 'adam', 'Autre', CANARY);
		const { id } = await here.base.db
			.selectFrom('ticket')
			.select('id')
			.where('number', '=', participating)
			.executeTakeFirstOrThrow();
		await here.base.db
			.insertInto('ticketParticipant')
			.values({ accountId: await here.accountId('vera'), ticketId: id, addedById: null, addedAt: here.base.now() })
			.execute();
		expect(await found(here, 'vera', CANARY)).toEqual([participating]);
		await show('read');
		expect(await found(here, 'vera', CANARY)).toEqual([participating, number]);
		expect(await found(here, 'pia', CANARY)).toEqual([]);
	});

	test('goes where its ticket goes', async () => {
		const here = await world();
		const number = await opened(here, 'vera', 'Sujet', CANARY);
		await here.base.db
			.updateTable('ticket')
			.set({ structureId: here.structure('commercy'), requesterId: await here.accountId('otto') })
			.where('number', '=', number)
			.execute();
		expect(await found(here, 'vera', CANARY)).toEqual([]);
		expect(await found(here, 'adam', CANARY)).toEqual([]);
		expect(await found(here, 'otto', CANARY, here.structure('commercy'))).toEqual([number]);
	});
});

test('whatever is typed is looked for, and never taken for an order', async () => {
	const here = await world();
	const number = await opened(
		here,
		'vera',
		'Sujet',
		'NEAR and or not "guillemets" col:umn étoile* ꟺlatin ﾊﾝ 한국 مرحبا'
	);
	const orders = [
		'"',
		"'",
		'a"b',
		'NOT',
		'NEAR(a b)',
		'words:sujet',
		'* *',
		'^sujet',
		'{a b}:c',
		'-sujet',
		'a AND',
		'(',
		'\u0000',
		'\uE000',
		'\uE000s'
	];
	for (const query of orders) {
		await found(here, 'vera', query);
		await foundByStaff(here, query);
	}
	expect(await found(here, 'vera', 'near AND "guillemets"')).toEqual([number]);
	expect(await found(here, 'vera', '한국')).toEqual([number]);
	await fc.assert(
		fc.asyncProperty(
			fc.oneof(
				fc.string({ unit: 'binary', maxLength: 60 }),
				fc.string({ unit: 'grapheme', maxLength: 60 }),
				fc
					.array(fc.constantFrom(...orders, 'ꟺ', '𞤀𞤁', 'été', 'ﬁ', 'ǆ'), { maxLength: 6 })
					.map((parts) => parts.join(' '))
			),
			async (query) => {
				await found(here, 'vera', query.slice(0, 200));
			}
		),
		{ numRuns: 300 }
	);
});

test('what a search reads is entered by what was found, whoever searches', async () => {
	const { base } = await world();
	const scopes = [
		{ accountId: 'a', structureId: 's', colleagues: 'none', isAdministrator: false, takesPart: true },
		{ accountId: 'a', structureId: 's', colleagues: 'read', isAdministrator: false, takesPart: true },
		{ accountId: 'a', structureId: null, colleagues: 'none', isAdministrator: false, takesPart: false }
	] as const;
	const sights = [base.db.selectFrom('ticket'), ...scopes.map((scope) => visibleTo(base.db, scope))];
	const ids = Array.from({ length: 60 }, (_, index) => index);
	for (const tickets of sights)
		for (const query of [entriesIn(tickets, ids, { notes: false }), numbered(tickets, 1001)]) {
			const plan = await planOf(base.db, query);
			// Never by way of all the tickets somebody may see.
			expect(plan.join(' / ')).toMatch(
				/ticket_search_entry USING INTEGER PRIMARY KEY|ticket USING INDEX \S+ \(number=\?\)/
			);
			expect(plan.join(' / ')).not.toMatch(/ticket USING INDEX ticket_(structure|requester|open)/);
			expect(
				plan.filter((step) => step.startsWith('SCAN')),
				plan.join(' / ')
			).toEqual([]);
		}
});

test('numbers are read as people write them', () => {
	expect(['#1024', '1024', 'n° 1024', ' # 1024 ', '01024', '1024 x', '#', ''].map(numberIn)).toEqual([
		1024,
		1024,
		1024,
		1024,
		null,
		null,
		null,
		null
	]);
});

test('an excerpt is a line around the first word found, marked whole', () => {
	expect(text(marked('L’Été à l’œuvre', ['ete', 'oe']))).toBe('L’[Été] à l’[œuvre]');
	expect(text(excerptOf('Rien ici', ['absent']))).toBe('Rien ici');
	expect(text(excerptOf('x'.repeat(500), ['y']))).toBe(`${'x'.repeat(180)} …`);
	expect(text(excerptOf('[lien](https://a.example) **gras**\n> cité', ['gras']))).toBe('lien [gras] cité');
});

test('a message built to be slow to read costs a search no more than another', () => {
	const body = (of: string) => `${of.repeat(19_990 / of.length)} fin`;
	const start = performance.now();
	for (const of of ['](', '[](', '](a', '](((', 'é ', '* '])
		for (let times = 0; times < 30; times++) excerptOf(body(of), ['fin']);
	// Some tens of seconds where an address that never closes is followed to the end from each bracket.
	expect(performance.now() - start).toBeLessThan(3_000);
	expect(text(excerptOf('[a](https://a.example/x_(y)) [b](c', ['b']))).toBe('a ) [b] (c');
});
