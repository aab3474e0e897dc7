import { getErrorShape } from '@trpc/server/shared';
import { TRPCError } from '@trpc/server';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NO_STRUCTURE } from '#server/platform/access.ts';
import { describe } from '#server/platform/trpc.ts';
import { appRouter } from '#server/router.ts';
import { call, callerOf, EVERYBODY, PROCEDURES, type Somebody } from './support/everybody.ts';
import { everyRow, rowCounter } from './support/rows.ts';
import { SAMPLES, type Input } from './support/samples.ts';
import { world, type World } from './support/world.ts';

/** Inputs per procedure and person. `FUZZ_RUNS=1000` is the measure of record; the default keeps everyday runs short. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 40);
/** Given to repeat a run that failed: it is in the failure's text. */
const SEED = process.env.FUZZ_SEED ? Number(process.env.FUZZ_SEED) : Date.now() & 0x7fff_ffff;

const deep = (levels: number, wrap: (inner: unknown) => unknown): unknown => {
	let value: unknown = 'x';
	for (let level = 0; level < levels; level++) value = wrap(value);
	return value;
};

/** Texts that end badly where somebody forgot them. */
const HOSTILE_TEXTS = [
	'',
	' ',
	'\u0000',
	'a\u0000b',
	'\ud800',
	'\udfff\ud800 a',
	'\u202egnp.exe',
	'\ufeff',
	'e\u0301'.repeat(300),
	'👩‍👩‍👧‍👦'.repeat(200),
	'a'.repeat(100_000),
	'é'.repeat(60_000),
	'%'.repeat(60_000),
	'_%\\'.repeat(30),
	'[('.repeat(5000),
	'> '.repeat(5000),
	'*_'.repeat(5000),
	"'; drop table account; --",
	'" or 1=1 --',
	'<script>alert(1)</script>',
	'{{constructor.constructor("return 1")()}}',
	'\r\nBcc: everyone@ailleurs.example',
	'a@b.example\r\nBcc: c@d.example',
	'me',
	'../../etc/passwd',
	'__proto__',
	'constructor',
	'NaN',
	'1e999',
	'2026-13-45T99:99:99.999Z~1001',
	'9999-99-99T99:99:99.999Z~9999999999',
	'019f0000-0000-7000-8000-000000000000'
];

const hostileText = fc.oneof(
	fc.constantFrom(...HOSTILE_TEXTS),
	fc.string({ unit: 'binary', maxLength: 300 }),
	fc.string({ unit: 'grapheme', maxLength: 60 })
);

const hostile = fc.oneof(
	{ weight: 4, arbitrary: hostileText },
	fc.constantFrom<unknown>(
		null,
		undefined,
		true,
		0,
		-0,
		-1,
		0.1,
		NaN,
		Infinity,
		2 ** 31,
		2 ** 53,
		1e308,
		[],
		{},
		[[]],
		Array(1000).fill('x'),
		JSON.parse('{"__proto__":{"role":"administrator"}}'),
		JSON.parse('{"constructor":{"prototype":{"staffRole":"manager"}}}'),
		{ toString: null },
		{ length: -1 },
		deep(2000, (inner) => [inner]),
		deep(2000, (inner) => ({ inner }))
	),
	fc.anything({
		maxDepth: 3,
		withNullPrototype: true,
		withBigInt: true,
		withDate: true,
		withMap: true,
		withSet: true,
		withTypedArray: true,
		withSparseArray: true
	})
);

/** A good input with some fields spoilt, dropped or added; or something else altogether. */
const malformed = (good: Input): fc.Arbitrary<unknown> => {
	const names = Object.keys(good);
	if (names.length === 0) return hostile;
	const whatever = (name: string) => hostile.map((value) => ({ [name]: value }));
	// One field at a time most often: what is behind the checks of the others is to be reached.
	const one = fc.constantFrom(...names).chain(whatever);
	const some = fc.subarray(names, { minLength: 1 }).chain((chosen) => fc.tuple(...chosen.map(whatever)));
	const spoilt = fc.oneof(
		{ weight: 3, arbitrary: one.map((value) => ({ ...good, ...value })) },
		some.map((values) => Object.assign({ ...good }, ...values) as unknown)
	);
	const incomplete = fc
		.subarray(names, { maxLength: names.length - 1 })
		.map((kept) => Object.fromEntries(kept.map((name) => [name, good[name]])));
	const onlyTexts = fc.record(
		Object.fromEntries(names.map((name) => [name, name === 'structure' ? fc.constant(good[name]) : hostileText]))
	);
	return fc.oneof({ weight: 6, arbitrary: spoilt }, { weight: 2, arbitrary: onlyTexts }, incomplete, hostile);
};

/** These compute a password's hash each time they are let through: their limits stay, the others' are waited out. */
const COSTLY = [
	'accounts.signIn',
	'accounts.signUp',
	'accounts.changePassword',
	'accounts.proveAddress',
	'accounts.setPassword'
];

/** What no answer may carry: paths, frames of a stack, the words of the database. */
const TOO_MUCH_TOLD = /\bat .+:\d+:\d+|node_modules|\.ts\b|\.js\b|sqlite|\bselect\b.+\bfrom\b|kysely|zod/i;

function tell(path: string, error: unknown): { code: string; text: string } {
	const told = describe(error);
	const shape = getErrorShape({
		config: appRouter._def._config,
		error: error as TRPCError,
		type: 'mutation',
		path,
		input: undefined,
		ctx: undefined
	});
	return { code: told.code, text: JSON.stringify(shape) };
}

async function batter(path: string, person: Somebody, inStructure: boolean): Promise<void> {
	const here = await world();
	const structure = inStructure ? here.structure('sexey') : NO_STRUCTURE;
	const good = (await SAMPLES[path]!({ world: here, person, structure })) ?? {};
	const api = callerOf(here, person);
	const count = await rowCounter(here.base.db);
	const before = await everyRow(here.base.db);
	let rows = await count();
	let accepted = 0;
	const property = fc.asyncProperty(malformed(good), async (input) => {
		if (!COSTLY.includes(path)) here.pass({ hours: 1 });
		try {
			await call(api, path, input);
			accepted++;
			rows = await count();
		} catch (error) {
			const { code, text } = tell(path, error);
			expect(code, `${String((error as Error).stack)}`).not.toBe('unexpected');
			expect(error).toBeInstanceOf(TRPCError);
			expect(text).not.toMatch(TOO_MUCH_TOLD);
			expect(text).not.toContain('"stack"');
			expect(await count()).toEqual(rows);
		}
	});
	await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: true });
	if (accepted === 0) expect(await everyRow(here.base.db)).toBe(before);
	else await expectReadable(here);
}

/** Whatever was accepted can be told by mail, and does not stand in the way of those who read it. */
async function expectReadable(here: World): Promise<void> {
	await here.mails();
	for (const table of ['outbox', 'mail'] as const) {
		expect(
			await here.base.db.selectFrom(table).select(['kind', 'lastError']).where('lastError', 'is not', null).execute()
		).toEqual([]);
	}
	const structure = here.structure('sexey');
	await here.as('sam').contacts.list({ structure });
	const inbox = await here.as('sam').tickets.inbox({ filter: 'all' });
	for (const { number } of inbox.tickets) await here.as('sam').tickets.read({ number });
	await here.as('sam').contacts.waiting({});
	await here.as('mona').audit.list({});
}

test.each(PROCEDURES)(
	'%s takes malformed input from anybody without a fault, and keeps nothing of what it refused',
	{ timeout: 60_000 + RUNS * 600 },
	async (path) => {
		for (const person of EVERYBODY) await batter(path, person, person !== 'noor');
	}
);
