import sharp from 'sharp';
import { encode } from 'uqr';
import { beforeAll, describe, expect, test } from 'vitest';
import { SHARE_FIELDS, SHARED, SHARED_TYPES } from '#lib/share-target.ts';
import { PAGES } from '../e2e/support/routes.ts';
import { browser, type Browser } from './browser.ts';
import { freePort, startServer, temporaryFolder } from './server.ts';

/** As a proxy passes it on: where people reach the portal is said by its settings alone. */
const ORIGIN = 'https://client.example.fr';
const FORGED = { host: 'elsewhere.example', 'x-forwarded-host': 'elsewhere.example', 'x-forwarded-proto': 'http' };

let visitor: Browser;

beforeAll(async () => {
	const port = await freePort();
	await startServer({ DATA_DIR: temporaryFolder(), PORT: String(port), ORIGIN });
	visitor = browser({ origin: ORIGIN, port });
});

const page = async (path: string, headers: Record<string, string> = {}) => {
	const answer = await visitor.ask(path, { headers });
	expect([path, answer.status]).toEqual([path, 200]);
	return answer.text;
};

/** The squares of the first code in a page, as a camera sees them: dark or not, row by row. */
function codeIn(html: string): boolean[][] {
	const [, size, path] = /<svg viewBox="0 0 (\d+) \1" role="img"[^>]*>.*?<path d="([^"]+)"/s.exec(html)!;
	const rows = Array.from({ length: Number(size) }, () => Array<boolean>(Number(size)).fill(false));
	for (const [, x, y, width] of path!.matchAll(/M(\d+) (\d+)h(\d+)v1H\1z/g))
		rows[Number(y)]!.fill(true, Number(x), Number(x) + Number(width));
	return rows;
}

describe('the code a phone reads', () => {
	const leadsTo = (address: string) => encode(address, { ecc: 'M', border: 4 }).data;

	test.each(['/login', '/app'])(
		'on %s leads to the portal’s own address, whatever address was asked for',
		async (path) => {
			for (const headers of [{}, FORGED]) {
				const html = await page(path, headers);
				const code = codeIn(html);
				expect(code.flat().filter(Boolean).length).toBeGreaterThan(200);
				expect(code).toEqual(leadsTo(`${ORIGIN}/app`));
				expect(html).toContain('client.example.fr/app');
				expect(html).not.toContain('elsewhere.example');
			}
			expect(leadsTo('http://elsewhere.example/app')).not.toEqual(leadsTo(`${ORIGIN}/app`));
		}
	);
});

interface Picture {
	src: string;
	sizes: string;
	type: string;
}

interface Manifest {
	id: string;
	start_url: string;
	scope: string;
	lang: string;
	categories: string[];
	icons: (Picture & { purpose: string })[];
	screenshots: (Picture & { form_factor: 'narrow' | 'wide'; label: string })[];
	shortcuts: { name: string; url: string; icons: Picture[] }[];
	share_target: { action: string; method: string; enctype: string; params: Record<string, unknown> };
}

/** https://github.com/w3c/manifest/wiki/Categories */
const CATEGORIES =
	/^(books|business|education|entertainment|finance|fitness|food|games|government|health|kids|lifestyle|magazines|medical|music|navigation|news|personalization|photo|politics|productivity|security|shopping|social|sports|travel|utilities|weather)$/;

describe.each(['fr', 'en'] as const)('what is installed, in %s', (locale) => {
	let manifest: Manifest;
	beforeAll(async () => {
		const html = await page('/login', { 'accept-language': locale });
		const href = /<link rel="manifest" href="([^"]+)"/.exec(html)![1]!;
		const answer = await visitor.ask(href, { headers: { 'accept-language': locale } });
		expect(answer.headers['content-type']).toBe('application/manifest+json');
		manifest = JSON.parse(answer.text) as Manifest;
	});

	test('is one application for ever, of kinds stores know', () => {
		expect(manifest).toMatchObject({ id: '/', start_url: '/', scope: '/', lang: locale });
		expect(manifest.categories.length).toBeGreaterThan(0);
		for (const category of manifest.categories) expect(category).toMatch(CATEGORIES);
	});

	test('is shown by pictures that are there, as large as they say and as large as browsers take them', async () => {
		const told = [...manifest.icons, ...manifest.screenshots, ...manifest.shortcuts.flatMap(({ icons }) => icons)];
		for (const { src, sizes, type } of told) {
			const { status, headers, body } = await visitor.ask(src);
			expect([src, status, headers['content-type']]).toEqual([src, 200, type]);
			const { width, height } = await sharp(body).metadata();
			expect([src, `${width}x${height}`]).toEqual([src, sizes]);
		}
		for (const form of ['narrow', 'wide'] as const) {
			const shapes = manifest.screenshots.filter(({ form_factor }) => form_factor === form);
			expect(shapes.length, form).toBeGreaterThan(1);
			for (const { sizes, label } of shapes) {
				const [width, height] = sizes.split('x').map(Number) as [number, number];
				expect(sizes, 'Chromium shows those alone that are of one shape').toBe(shapes[0]!.sizes);
				expect(width > height, `${label} is ${form}`).toBe(form === 'wide');
				expect(Math.min(width, height)).toBeGreaterThanOrEqual(320);
				expect(Math.max(width, height)).toBeLessThanOrEqual(Math.min(3840, 2.3 * Math.min(width, height)));
				expect(label).not.toBe('');
			}
		}
		const sources = manifest.screenshots.map(({ src }) => src);
		expect(new Set(sources).size).toBe(sources.length);
	});

	test('leads by its shortcut to a new ticket, through the door', async () => {
		expect(manifest.shortcuts.map(({ name }) => name)).toEqual([locale === 'fr' ? 'Nouveau ticket' : 'New ticket']);
		const { status, headers } = await visitor.ask(manifest.shortcuts[0]!.url);
		expect([status, headers.location]).toEqual([303, '/login?to=%2Fnew-ticket']);
	});

	test('takes what other apps share, where it says and as it says', async () => {
		const { action, method, enctype, params } = manifest.share_target;
		const { files, ...words } = SHARE_FIELDS;
		expect(params).toEqual({ ...words, files: [{ name: files, accept: [...SHARED_TYPES] }] });
		const body = `--b\r\ncontent-disposition: form-data; name="${words.text}"\r\n\r\nBonjour\r\n--b--\r\n`;
		// As Android sends it: without an origin.
		const answer = await visitor.ask(action, {
			method,
			headers: { origin: 'null', 'content-type': `${enctype}; boundary=b` },
			body
		});
		expect([answer.status, answer.headers.location]).toEqual([303, SHARED.lost]);
	});
});

describe('search engines', () => {
	test('may show the door, and nothing else', async () => {
		const door = await visitor.ask('/login');
		expect(door.headers['x-robots-tag']).toBeUndefined();
		expect(door.text).not.toMatch(/<meta[^>]*robots/i);
		for (const path of [
			...['/', '/app', '/help', '/legal', '/news', '/signup', '/offline', '/password/forgotten', '/activation/none'],
			...['/login?to=%2Faccount', '/account', '/s/none', '/staff', '/nowhere', '/demo/mails', '/news/rss.xml'],
			...['/manifest.webmanifest', '/trpc/news.latest', '/brand/logo', '/healthz']
		])
			expect([path, (await visitor.ask(path)).headers['x-robots-tag']]).toEqual([path, 'noindex']);
	});

	test('may read every page, or they would not learn that they may not show it', async () => {
		const { text, headers } = await visitor.ask('/robots.txt');
		expect(headers['content-type']).toBe('text/plain; charset=utf-8');
		const closed = [...text.matchAll(/^Disallow: *(\S+)$/gm)].map(([, path]) => path!);
		expect(text).toMatch(/^User-agent: \*$/m);
		expect(closed).toContain('/trpc/');
		for (const route of PAGES)
			expect(
				closed.filter((path) => route.startsWith(path)),
				route
			).toEqual([]);
	});
});
