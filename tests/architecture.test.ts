import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const sources = below('src').filter(
	(file) => /\.(ts|js|svelte)$/.test(file) && !file.includes('/paraglide/') && !file.endsWith('.test.ts')
);
const imports = [...sources, ...below('migrations')].flatMap((from) => importsOf(from).map((to) => ({ from, to })));

/** What composes the modules stands beside them and may know them all; so may the demo, which fills every table. */
const moduleOf = (file: string) => /^src\/lib\/server\/([^/]+)\//.exec(file)?.[1];
const betweenModules = imports
	.map(({ from, to }) => ({ from, to, source: moduleOf(from), target: moduleOf(to) }))
	.filter(({ source, target }) => source && target && source !== target && source !== 'demo');
const told = (found: { from: string; to: string }[]) => found.map(({ from, to }) => `${from} → ${to}`);

test('a module reaches another through its domain only', () => {
	expect(
		told(betweenModules.filter(({ to, target }) => target !== 'platform' && basename(to) !== 'domain.ts'))
	).toEqual([]);
});

test('the platform knows no module', () => {
	expect(told(betweenModules.filter(({ source }) => source === 'platform'))).toEqual([]);
});

test('no module needs, in the end, itself', () => {
	const needs = Map.groupBy(
		betweenModules.filter(({ target }) => target !== 'platform'),
		({ source }) => source!
	);
	const path = (from: string, way: string[]): string[] =>
		way.includes(from)
			? [[...way, from].join(' → ')]
			: (needs.get(from) ?? []).flatMap(({ target }) => path(target!, [...way, from]));
	expect([...new Set([...needs.keys()].flatMap((module) => path(module, [])))]).toEqual([]);
});

test('inside a module the way leads down: router, domain, store, table', () => {
	const inside = imports.filter(({ from, to }) => moduleOf(from) && moduleOf(from) === moduleOf(to));
	const upwards = inside.filter(({ from, to }) => {
		const [upper, lower] = [basename(from), basename(to)];
		return (
			lower === 'router.ts' || upper === 'table.ts' || (upper === 'store.ts' && /^(domain|mails)\.ts$/.test(lower))
		);
	});
	expect(told(upwards.filter(({ from }) => moduleOf(from) !== 'platform'))).toEqual([]);
});

/** What a route may use of the server: the application through `api` and `formAction`, and what has no rights in it. */
const OPEN_TO_ROUTES =
	/^(request-context|live|signed-in|stored-answer|app-icon|form-with-files|platform\/(form-action|locale|markdown|access|kept-mails)|demo\/logins|running)\.ts$/;

test('a route reaches the application through its procedures only', () => {
	const reached = imports.filter(
		({ from, to }) =>
			from.startsWith('src/routes/') &&
			to.startsWith('src/lib/server/') &&
			!OPEN_TO_ROUTES.test(to.slice('src/lib/server/'.length))
	);
	expect(told(reached)).toEqual([]);
	// The demo's mail page reads a folder, not the application.
	expect(
		imports
			.filter(({ from, to }) => from.startsWith('src/routes/') && /running|platform\/kept-mails/.test(to))
			.map(({ from }) => from)
	).toEqual(Array(2).fill('src/routes/demo/mails/+page.server.ts'));
});

test('every page that ends in a first password asks one place where to go on', () => {
	const pages = sources.filter(
		(file) =>
			file.startsWith('src/routes/') &&
			/\.(proveAddress|setPassword|acceptInvitation|acceptHandoff)\(/.test(readFileSync(join(root, file), 'utf8'))
	);
	expect(pages.length).toBeGreaterThan(2);
	const asking = imports.filter(({ to }) => to === 'src/routes/after-first-password.ts').map(({ from }) => from);
	expect(pages.filter((page) => !asking.includes(page))).toEqual([]);
});

test('every answer that is neither page nor procedure is named here', () => {
	const raw = sources
		.filter((file) => basename(file) === '+server.ts')
		.map((file) => dirname(file).replace('src/routes', ''));
	expect(raw.sort()).toEqual([
		'/(public)/news/rss.xml',
		'/[x+2e]well-known/assetlinks.json',
		'/brand/[name=logo]',
		'/brand/app/[icon=appicon]',
		'/brand/colors.css',
		'/files',
		'/healthz',
		'/live',
		'/manifest.webmanifest',
		'/media/documents/[id]',
		'/media/news/[id]/[version]',
		'/new-ticket',
		'/robots.txt',
		'/s/[structure]/contacts/export',
		'/s/[structure]/documents/[id]',
		'/s/[structure]/tickets/[number]/files/[id]',
		'/share',
		'/staff/campaigns/[id]/export',
		'/staff/documents/[id]/file',
		'/staff/documents/batches/[batch]/files/[file]/content',
		'/staff/imports/[run]/report',
		'/staff/mailings/[id]/export',
		'/staff/news/[id]/readers/export',
		'/staff/news/picture/[upload]',
		'/staff/structures/[id]/contacts/export',
		'/staff/tickets/[number]/files/[id]'
	]);
});

test('the server runs without SvelteKit, and what the browser gets knows nothing of the server', () => {
	expect(told(imports.filter(({ from, to }) => from.startsWith('src/lib/server/') && to.startsWith('$')))).toEqual([]);
	const known = told(
		imports.filter(({ from, to }) => /^src\/lib\/(?!server)/.test(from) && to.startsWith('src/lib/server/'))
	);
	// The shape of what can be called, which is no code.
	expect(known).toEqual(['src/lib/trpc.ts → src/lib/server/router.ts']);
	expect(readFileSync(join(root, 'src/lib/trpc.ts'), 'utf8')).toMatch(/import type \{ AppRouter \}/);
});

test('no page loads what checks its input: only the server does', () => {
	const heavy = sources.filter((file) => readFileSync(join(root, file), 'utf8').includes("from 'zod'"));
	const inBrowser = sources.filter(
		(file) => file.endsWith('.svelte') || (/^src\/lib\/ui\//.test(file) && !file.endsWith('.server.ts'))
	);
	const loading = inBrowser.flatMap((file) =>
		[...readFileSync(join(root, file), 'utf8').matchAll(/import (?!type )[^'";]*from '#(lib\/[^']+)'/g)]
			.map(([, name]) => `src/${name}`)
			.filter((name) => heavy.includes(name))
			.map((name) => `${file} → ${name}`)
	);
	expect(heavy.length).toBeGreaterThan(5);
	expect(loading).toEqual([]);
});

test('a migration stands alone, so that it does tomorrow what it did today', () => {
	expect(
		told(
			imports.filter(
				({ from, to }) => from.startsWith('migrations/') && to !== 'kysely' && dirname(to) !== 'migrations'
			)
		)
	).toEqual([]);
});

test('files are named for what is in them, short, and no table of contents hides them', () => {
	expect(
		sources.filter((file) => /(^|\/)(utils?|types|helpers?|index|common|misc)\.(ts|js|svelte)$/.test(file))
	).toEqual([]);
	const long = sources.filter(
		(file) =>
			file.endsWith('.ts') &&
			!file.includes('/demo/') &&
			readFileSync(join(root, file), 'utf8').split('\n').length > 250
	);
	expect(long).toEqual([]);
});

function below(folder: string): string[] {
	return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

/** Everything a file imports: paths from the root for what is ours, names for what is not. Types among ours count in full: a type is knowledge too. */
function importsOf(file: string): string[] {
	const code = readFileSync(join(root, file), 'utf8');
	return [...code.matchAll(/(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?'([^']+)'|\bimport\('([^']+)'\)/g)].map(
		([, named, dynamic]) => {
			const name = (named ?? dynamic)!;
			if (name.startsWith('.')) return relative(root, join(root, dirname(file), name));
			return name.replace(/^#(lib\/|server\/)/, (_, part: string) =>
				part === 'lib/' ? 'src/lib/' : 'src/lib/server/'
			);
		}
	);
}
