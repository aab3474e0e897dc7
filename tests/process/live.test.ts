import { request } from 'node:http';
import { expect, test } from 'vitest';
import { cast, DEMO_PASSWORD } from '#server/demo/cast.ts';
import { browser } from './browser.ts';
import { startServer, temporaryFolder, type RunningServer } from './server.ts';

/** Opens a stream as a page does, and collects what it is told until it ends. */
function stream({ port, origin }: RunningServer, cookie: string, accept = 'text/event-stream') {
	const told = { head: {} as Record<string, unknown>, text: '', ended: false };
	const sent = request(
		{
			host: '127.0.0.1',
			port,
			path: '/live',
			headers: { host: new URL(origin).host, cookie, accept, 'accept-encoding': 'br, gzip, zstd' }
		},
		(response) => {
			told.head = { status: response.statusCode, ...response.headers };
			response.setEncoding('utf8');
			response.on('data', (part) => (told.text += part));
			response.on('close', () => (told.ended = true));
		}
	);
	sent.on('error', () => (told.ended = true));
	sent.end();
	return told;
}

async function signedIn(server: RunningServer): Promise<string> {
	const answer = await browser(server).submit('/login', { email: cast.vera.email, password: DEMO_PASSWORD });
	return answer.headers['set-cookie']!.map((line) => line.split(';')[0]).join('; ');
}

async function until(holds: () => boolean): Promise<void> {
	const limit = performance.now() + 10_000;
	while (!holds()) {
		if (performance.now() > limit) throw new Error('It did not come.');
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

test('open streams are told at once, uncompressed, and SIGTERM ends them without waiting', async () => {
	const server = await startServer({ DATA_DIR: temporaryFolder() });
	const cookie = await signedIn(server);
	const pages = Array.from({ length: 5 }, () => stream(server, cookie));
	await until(() => pages.every(({ text }) => text.includes('event: state')));
	expect(pages[0]!.head).toMatchObject({
		status: 200,
		'cache-control': 'no-store, no-transform',
		'x-accel-buffering': 'no',
		'x-content-type-options': 'nosniff'
	});
	expect(pages[0]!.head).not.toHaveProperty('content-encoding');
	const { code, milliseconds } = await server.stop();
	expect(code).toBe(0);
	expect(milliseconds).toBeLessThan(5_000);
	await until(() => pages.every(({ ended }) => ended));
	for (const { text } of pages) expect(text).toContain('event: end\ndata: stopping');
});

test('a stream asks for a session, like a page', async () => {
	const server = await startServer({ DATA_DIR: temporaryFolder() });
	const nobody = stream(server, 'session=invented');
	const visitor = stream(server, 'session=invented', 'text/html');
	await until(() => nobody.ended && visitor.ended);
	expect(visitor.head.status).toBe(401);
	// A page that listens is told in the stream: a status would only stand on its console.
	expect(nobody.head.status).toBe(200);
	expect(nobody.text).toBe('event: end\ndata: signed out\n\n');
});
