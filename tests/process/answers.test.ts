import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { Agent, get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '#server/demo/cast.ts';
import { browser, type Answer, type Browser } from './browser.ts';
import { freePort, startServer, temporaryFolder, type RunningServer } from './server.ts';

const client = join(import.meta.dirname, '../../build/client/_app/immutable');
const asset = `/_app/immutable/assets/${readdirSync(join(client, 'assets')).find((name) => name.endsWith('.css'))}`;

/** Every kind of answer the portal gives: its path, and the status it comes with. */
const ANSWERS = [
	['a page', '/login', 200],
	['a redirect', '/account', 303],
	['a page that is not there', '/nowhere', 404],
	['a static file', asset, 200],
	['the vendor’s colours', '/brand/colors.css', 200],
	['a procedure', '/trpc/news.latest', 200],
	['a procedure refused', '/trpc/accounts.me', 401],
	['a procedure that is not there', '/trpc/no.such', 404],
	['a procedure asked wrongly', '/trpc/accounts.passwordLink?input=nonsense', 422],
	['a file that is not there', '/media/documents/none', 404],
	['a file of the build that is not there', '/_app/immutable/none.js', 404],
	['the monitor’s page', '/healthz', 200],
	['an address that is no address', '/%', 400]
] as const;

let http: RunningServer;
let https: { origin: string; port: number };

beforeAll(async () => {
	http = await startServer({ DATA_DIR: temporaryFolder() });
	const port = await freePort();
	const origin = 'https://client.example.fr';
	await startServer({ DATA_DIR: temporaryFolder(), PORT: String(port), ORIGIN: origin });
	https = { origin, port };
});

const OVER_HTTPS = { 'strict-transport-security': expect.stringMatching(/^max-age=\d{8}/) };

function expectProtecting(headers: Answer['headers']) {
	expect(headers).toMatchObject({
		'x-content-type-options': 'nosniff',
		'x-frame-options': 'DENY',
		'referrer-policy': 'strict-origin-when-cross-origin',
		'content-security-policy': expect.stringMatching(/frame-ancestors 'none'/)
	});
	expect(headers['content-security-policy']).toMatch(/default-src 'none'/);
	expect(/script-src[^;]*/.exec(headers['content-security-policy'] as string)?.[0] ?? '').not.toMatch(
		/unsafe|https?:|\*/
	);
	expect(headers['x-powered-by'] ?? headers.server).toBeUndefined();
}

describe.each(ANSWERS)('%s', (_, path, status) => {
	test.each(['GET', 'HEAD'])('protects whoever reads it, to %s', async (method) => {
		const answer = await browser(https).ask(path, { method, headers: { accept: 'text/html' } });
		if (method === 'GET') expect(answer.status).toBe(status);
		else expect(answer.text).toBe('');
		const { headers } = answer;
		expectProtecting(headers);
		expect(headers).toMatchObject(OVER_HTTPS);
		const mayBeKept = path.startsWith('/_app/') || path === '/brand/colors.css';
		expect(headers['cache-control']).toMatch(mayBeKept ? /max-age/ : /no-store/);
	});
});

describe('what the application never sees protects whoever reads it too', () => {
	test.each([
		['a body too large', 413, () => browser(https).submit('/login', { email: 'x'.repeat(2_000_000) })],
		['a form of another site', 403, () => browser(https).submit('/logout', {}, { origin: 'https://evil.example' })],
		['a form nobody waits for', 405, () => browser(https).submit('/legal', {})],
		['a call of another site', 403, () => browser(https).ask('/trpc/accounts.signOut', { method: 'POST' })],
		['a method nobody knows', 405, () => browser(https).ask('/trpc/accounts.me', { method: 'PUT' })]
	])('%s', async (_, status, ask) => {
		const answer = await ask();
		expect(answer.status).toBe(status);
		expectProtecting(answer.headers);
		expect(answer.headers).toMatchObject(OVER_HTTPS);
	});

	test('the way from 127.0.0.1 to localhost', async () => {
		const answer = await browser({ origin: `http://127.0.0.1:${http.port}`, port: http.port }).ask('/login');
		expect([answer.status, answer.headers.location]).toEqual([302, `${http.origin}/login`]);
		expectProtecting(answer.headers);
	});
});

test('where no script runs, what is wrong is listed by the names of the fields, each a link to its own', async () => {
	const { status, text } = await browser(http).submit('/signup', { email: 'lucie', password: 'x' });
	expect(status).toBe(422);
	const summary = /<div class="summary.*?<\/ul>/s.exec(text)![0].replace(/<!--.*?-->/g, '');
	const listed = [...summary.matchAll(/<a href="#([^"]+)"[^>]*>\s*([^<]+?)\s*<\/a>/g)].map(([, id, said]) => [
		id,
		said!
	]);
	expect(listed.map(([, said]) => said!.split(/\s:\s/)[0])).toEqual([
		'Prénom',
		'Nom',
		'Votre email',
		'Confirmez le mot de passe'
	]);
	for (const [id] of listed) expect(text).toContain(`id="${id}"`);
});

test('cookies are for this site only, out of reach of scripts, and on https for https only', async () => {
	const answer = await browser(https).submit('/login', { email: cast.adam.email, password: 'Bienvenue1!' });
	expect(answer.status).toBe(303);
	const cookies = answer.headers['set-cookie']!;
	expect(cookies.some((cookie) => cookie.startsWith('__Host-session='))).toBe(true);
	for (const cookie of cookies)
		expect(cookie).toMatch(/^(?=.*; HttpOnly)(?=.*; SameSite=Lax)(?=.*; Secure)(?=.*; Path=\/)/i);
	for (const cookie of cookies) expect(cookie).not.toMatch(/Domain=/i);
});

describe('compression', () => {
	const ENCODINGS = { br: brotliDecompressSync, gzip: gunzipSync } as const;

	test.each(['/login', '/trpc/news.latest', asset])(
		'%s comes compressed to whoever accepts it, and plain to the others',
		async (path) => {
			const plain = await browser(http).ask(path);
			expect(plain.headers['content-encoding']).toBeUndefined();
			expect(plain.headers.vary).toMatch(/accept-encoding/i);
			for (const [encoding, open] of Object.entries(ENCODINGS)) {
				const answer = await browser(http).ask(path, { headers: { 'accept-encoding': encoding } });
				expect(answer.headers['content-encoding'], encoding).toBe(encoding);
				expect(answer.body.length).toBeLessThan(plain.body.length);
				// Pages differ by their nonce.
				expect(open(answer.body).length).toBe(plain.body.length);
			}
		}
	);

	test('a signed-in person’s page comes compressed too, and is kept nowhere', async () => {
		const adam = browser(http);
		await adam.signIn('adam');
		const answer = await adam.ask('/account', { headers: { 'accept-encoding': 'gzip' } });
		expect(answer.headers).toMatchObject({
			'content-encoding': 'gzip',
			'cache-control': expect.stringContaining('no-store')
		});
		expect(gunzipSync(answer.body).toString()).toContain(cast.adam.lastName);
	});
});

describe('what tRPC itself would let through', () => {
	let adam: Browser;
	beforeAll(async () => {
		adam = browser(http);
		await adam.signIn('adam');
	});

	test.each([
		['foreign', { origin: 'https://evil.example' }],
		['absent', {}],
		['null', { origin: 'null' }],
		['almost the same', { origin: 'http://localhost.evil.example' }]
	])('a call whose origin is %s is refused', async (_, headers) => {
		for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
			const answer = await adam.ask('/trpc/accounts.signOut', {
				method: 'POST',
				headers: { ...(headers as Record<string, string>), 'content-type': type },
				body: '{}'
			});
			expect(answer.status).toBe(403);
		}
		expect((await adam.ask('/trpc/accounts.me')).status, 'still signed in').toBe(200);
	});

	test.each(['https://evil.example', 'null'])('a form sent from %s is refused', async (origin) => {
		expect((await adam.submit('/logout', {}, { origin })).status).toBe(403);
		expect((await adam.ask('/trpc/accounts.me')).status, 'still signed in').toBe(200);
	});

	test('nothing is changed by a GET', async () => {
		expect((await adam.ask('/trpc/accounts.signOut')).status).toBeGreaterThanOrEqual(400);
		expect((await adam.ask('/trpc/accounts.me')).status, 'still signed in').toBe(200);
	});

	test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'])('%s has no answer', async (method) => {
		expect((await adam.ask('/trpc/accounts.me', { method, headers: { origin: http.origin } })).status).toBe(405);
	});

	test('ten calls in one request are answered, eleven are refused', async () => {
		const batch = (calls: number) =>
			adam.ask(`/trpc/${Array(calls).fill('accounts.me').join(',')}?batch=1&input=%7B%7D`);
		const ten = await batch(10);
		expect(ten.status).toBe(200);
		expect(JSON.parse(ten.text)).toHaveLength(10);
		expect((await batch(11)).status).toBe(413);
		expect(
			(await adam.ask(`/trpc/${Array(11).fill('accounts.me').join('%2C')}?batch=1&input=%7B%7D`)).status,
			'however the comma is written'
		).toBe(413);
	});
});

test('ten wrong sign-ins in one request count as ten', async () => {
	const stranger = browser(http);
	const { email } = cast.vic;
	const body = JSON.stringify(
		Object.fromEntries(Array.from({ length: 10 }, (_, index) => [index, { email, password: `wrong ${index}` }]))
	);
	const answer = await stranger.ask(`/trpc/${Array(10).fill('accounts.signIn').join(',')}?batch=1`, {
		method: 'POST',
		headers: { origin: http.origin, 'content-type': 'application/json' },
		body
	});
	const told = (JSON.parse(answer.text) as { error: { data: { code: string } } }[]).map(({ error }) => error.data.code);
	// Four are free, the fifth begins the delay: the others meet it.
	expect(told.filter((code) => code === 'invalid')).toHaveLength(5);
	expect(told.filter((code) => code === 'rate_limited')).toHaveLength(5);
	const next = await stranger.submit('/login', { email, password: 'Bienvenue1!' });
	expect(next.status).toBe(429);
	expect(Number(next.headers['retry-after'])).toBeGreaterThan(0);
});

test('a connection is kept for longer than proxies take it up again: none finds it closed under a form it sends', async () => {
	const agent = new Agent({ keepAlive: true });
	const [answer] = (await once(get(`${http.origin}/healthz`, { agent }), 'response')) as [IncomingMessage];
	expect(Number(/timeout=(\d+)/.exec(String(answer.headers['keep-alive']))?.[1])).toBeGreaterThan(60);
	answer.resume();
	agent.destroy();
});

test('a body larger than any form needs is refused, and the portal goes on', async () => {
	const answer: Answer = await browser(http).submit('/login', { email: 'a@b.fr', password: 'x'.repeat(2_000_000) });
	expect(answer.status).toBe(413);
	expect((await browser(http).ask('/healthz')).status).toBe(200);
});

afterAll(() => expect(http.output(), 'no error was logged, no stack printed').not.toMatch(/"level":(50|60)|\n {4}at /));
