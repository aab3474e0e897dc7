import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { cast, DEMO_PASSWORD } from '#server/demo/cast.ts';
import { buildIfStale } from '../scripts/build.js';
import { atLeast, atMost, printed, told } from './bars.ts';
import { builtFloor } from './floor.ts';
import { ask, load, median, type Measure } from './load.ts';
import { opening } from './opening.ts';
import { signIn } from './person.ts';
import { seeded, type Seeded } from './seed.ts';
import { serve, type Served } from './served.ts';
import { weightOf } from './weight.ts';

const HELP = `npm run bench -- [options]

  --tickets 10000   size of the database the pages are measured on
  --big             also compares 1,000 and 1,000,000 tickets (2 minutes more the first time)
  --compare a,b     compares these sizes instead, and measures nothing else; up to 200,000 have 5 messages each
  --seconds 5       how long each measure lasts
  --rounds 3        how often it is repeated, taking turns with the floor; the median counts
  --pages list      measures these pages only, by their names, and nothing else
`;

const { values: options } = parseArgs({
	options: {
		tickets: { type: 'string', default: '10000' },
		big: { type: 'boolean', default: false },
		seconds: { type: 'string', default: '5' },
		rounds: { type: 'string', default: '3' },
		pages: { type: 'string' },
		compare: { type: 'string' },
		data: { type: 'string', default: join(tmpdir(), 'espace-client-bench') },
		port: { type: 'string', default: '5221' },
		help: { type: 'boolean', default: false }
	}
});
const CONNECTIONS = 32;
const root = dirname(import.meta.dirname);
const PORTAL = 'build/serve/serve.js';
const milliseconds = Number(options.seconds) * 1000;
const rounds = Number(options.rounds);

async function measured(): Promise<number> {
	buildIfStale();
	mkdirSync(options.data, { recursive: true });
	const work = mkdtempSync(join(options.data, 'run-'));
	try {
		if (options.compare) await manyTickets(work, options.compare.split(',').map(Number));
		else await measure(work);
	} finally {
		rmSync(work, { recursive: true, force: true });
	}
	return printed();
}

async function measure(work: string): Promise<void> {
	const seed = await copyOf(work, Number(options.tickets));
	const portal = await servePortal(seed, 0);
	const floor = await serve(
		root,
		builtFloor(root),
		port(1),
		{ FLOOR_DATABASE: join(seed.folder, 'portal.db'), FLOOR_TICKET: String(seed.ticket) },
		'/'
	);
	try {
		const cookies = [];
		for (const email of seed.emails) cookies.push(await signIn(portal.origin, email, seed.password));
		const pages = (await pagesOf(seed, portal.origin, cookies[0]!)).filter(
			({ name }) => !options.pages || options.pages.split(',').includes(name)
		);
		if (!options.pages) await idleMemory(seed);
		await besideFloor(portal, floor, pages);
		if (options.pages) return;
		await sameLoad(portal, floor, pages);
		for (const { name, path, cookie } of pages)
			atMost(
				`JavaScript, ${name}`,
				(await weightOf(root, portal.origin + path, cookie)) / 1000,
				name === 'sign-in' ? 45 : 90,
				' kB'
			);
		const { acknowledged, commit, page } = await opening(
			`${portal.origin}/s/${seed.structure}/tickets/new`,
			cookies,
			work
		);
		atMost(
			`opening a ticket (commit ${commit.toFixed(1)} ms, page ${page.toFixed(1)} ms)`,
			acknowledged,
			2 * commit + page,
			' ms'
		);
	} finally {
		await Promise.all([portal.stop(), floor.stop()]);
	}
	await startUp(seed);
	if (options.big) await manyTickets(work, [1_000, 1_000_000]);
}

interface Page {
	name: string;
	path: string;
	cookie: string | undefined;
	/** Held to half the floor's throughput. */
	held: boolean;
}

async function pagesOf({ structure, ticket }: Seeded, origin: string, cookie: string): Promise<Page[]> {
	const list = `/s/${structure}/tickets?filter=all`;
	const staff = await signIn(origin, cast.sam.email, DEMO_PASSWORD);
	return [
		{ name: 'sign-in', path: '/login', cookie: undefined, held: true },
		{ name: 'tickets', path: list, cookie, held: true },
		{ name: 'more tickets', path: await nextOf(origin + list, cookie), cookie, held: true },
		{ name: 'search', path: `/s/${structure}/tickets/search?q=de`, cookie, held: true },
		{ name: 'ticket', path: `/s/${structure}/tickets/${ticket}`, cookie, held: true },
		{ name: 'contacts', path: `/s/${structure}/contacts`, cookie, held: true },
		{ name: 'inbox', path: '/staff/tickets', cookie: staff, held: true },
		{ name: 'filtered inbox', path: '/staff/tickets?urgency=blocking&sort=waiting', cookie: staff, held: true },
		{ name: 'staff search', path: '/staff/tickets/search?q=de', cookie: staff, held: true },
		{ name: 'home', path: `/s/${structure}`, cookie, held: false }
	];
}

/** Where a list goes on, by its own link. */
async function nextOf(url: string, cookie: string): Promise<string> {
	const { body } = await ask(url, { headers: { accept: 'text/html', cookie } });
	const href = /href="([^"]*after=[^"]*)"/.exec(String(body))?.[1];
	if (!href) throw new Error(`${url} has no second page`);
	return new URL(href.replaceAll('&amp;', '&'), url).href.slice(new URL(url).origin.length);
}

const port = (offset: number): number => Number(options.port) + offset;

/** Seeded once for all runs; each run works on a copy, since it writes. */
async function copyOf(work: string, tickets: number): Promise<Seeded> {
	const seed = await seeded(options.data, tickets);
	const folder = join(work, String(tickets));
	cpSync(seed.folder, folder, { recursive: true });
	return { ...seed, folder };
}

const servePortal = (seed: Seeded, offset: number): Promise<Served> =>
	serve(root, PORTAL, port(offset), { DATA_DIR: seed.folder }, '/healthz');

const summed = (measures: Measure[]): Measure => ({
	rate: median(measures.map(({ rate }) => rate)),
	p50: median(measures.map(({ p50 }) => p50)),
	p99: median(measures.map(({ p99 }) => p99)),
	bytes: measures[0]!.bytes
});

async function besideFloor(portal: Served, floor: Served, pages: Page[]): Promise<void> {
	const warm = { connections: CONNECTIONS, milliseconds: Math.min(1500, milliseconds) };
	await load(floor.origin, warm);
	for (const { path, cookie } of pages) await load(portal.origin + path, { cookie, ...warm });
	const floors: Measure[] = [];
	const taken = pages.map((page) => ({ page, measures: [] as Measure[], ratios: [] as number[] }));
	for (let round = 0; round < rounds; round++) {
		for (const { page, measures, ratios } of taken) {
			const under = await load(floor.origin, { connections: CONNECTIONS, milliseconds });
			const over = await load(portal.origin + page.path, {
				cookie: page.cookie,
				connections: CONNECTIONS,
				milliseconds
			});
			floors.push(under);
			measures.push(over);
			ratios.push(over.rate / under.rate);
		}
	}
	const bare = summed(floors);
	told(
		'floor',
		`${bare.rate.toFixed(0)}/s, p50 ${bare.p50.toFixed(1)} ms, p99 ${bare.p99.toFixed(1)} ms, ${bare.bytes} bytes`
	);
	for (const { page, measures, ratios } of taken) {
		const { rate, p50, p99, bytes } = summed(measures);
		const ratio = median(ratios);
		const said = `${ratio.toFixed(2)} of the floor: ${rate.toFixed(0)}/s, ${bytes} bytes`;
		if (page.held) atLeast(page.name, ratio, 0.5, said);
		else told(page.name, said);
		atMost(`${page.name}, p99`, p99, 10 * p50, ` ms (p50 ${p50.toFixed(1)})`);
	}
}

const IDLE_MS = 3000;

async function idleMemory(seed: Seeded): Promise<void> {
	const folder = `${seed.folder}-idle`;
	cpSync(seed.folder, folder, { recursive: true });
	const portal = await servePortal({ ...seed, folder }, 2);
	await pause(IDLE_MS);
	atMost('memory, idle', portal.memory(), 120, ' MB');
	await portal.stop();
}

const SAME_LOAD = 4000;

/** Both have answered for a while; now both answer the same number of requests, and what they hold is compared. */
async function sameLoad(portal: Served, floor: Served, pages: Page[]): Promise<void> {
	for (const { path, cookie } of pages) {
		await load(portal.origin + path, { cookie, connections: CONNECTIONS, requests: SAME_LOAD / pages.length });
		await load(floor.origin, { connections: CONNECTIONS, requests: SAME_LOAD / pages.length });
	}
	await pause(IDLE_MS);
	const under = floor.memory();
	atMost(`memory after load (floor ${under.toFixed(0)} MB)`, portal.memory(), 1.3 * under, ' MB');
}

async function startUp(seed: Seeded): Promise<void> {
	const times: number[] = [];
	for (let run = 0; run < 5; run++) {
		const portal = await servePortal(seed, 3);
		times.push(portal.readyAfter);
		await portal.stop();
	}
	atMost('ready after start', median(times), 1000, ' ms', 0);
}

/** The same pages on a small and a large database, taking turns. */
async function manyTickets(work: string, sizes: number[]): Promise<void> {
	const sides = [];
	for (const [index, size] of sizes.entries()) {
		const seed = await copyOf(work, size);
		const portal = await servePortal(seed, 4 + index);
		const cookie = await signIn(portal.origin, seed.emails[0]!, seed.password);
		sides.push({ portal, pages: await pagesOf(seed, portal.origin, cookie), measures: [] as Measure[][] });
	}
	for (const { portal, pages } of sides)
		for (const { path, cookie } of pages)
			await load(portal.origin + path, { cookie, connections: CONNECTIONS, milliseconds: 1000 });
	for (let round = 0; round < rounds; round++) {
		for (const index of sides[0]!.pages.keys()) {
			for (const { portal, pages, measures } of sides) {
				const { path, cookie } = pages[index]!;
				(measures[index] ??= []).push(
					await load(portal.origin + path, { cookie, connections: CONNECTIONS, milliseconds })
				);
			}
		}
	}
	await Promise.all(sides.map(({ portal }) => portal.stop()));
	const [few, many] = sides;
	for (const [index, { name }] of few!.pages.entries()) {
		const [small, large] = [summed(few!.measures[index]!), summed(many!.measures[index]!)];
		const [less, more] = sizes.map((size) => size.toLocaleString('en'));
		atMost(`${name}, p50 at ${more} tickets`, large.p50, 1.5 * small.p50, ` ms (at ${less}: ${small.p50.toFixed(1)})`);
		atMost(`${name}, p99 at ${more} tickets`, large.p99, 10 * large.p50, ' ms');
	}
}

if (options.help) process.stdout.write(HELP);
else process.exitCode = (await measured()) > 0 ? 1 : 0;
