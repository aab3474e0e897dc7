import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startPortal, type Portal } from './portal.ts';

/** A network between browser and portal that loses what it is told to. */
export interface Lossy {
	portal: Portal;
	/**
	 * From now on, cuts the connection once the portal has answered a request of this kind, before the browser hears of it;
	 * nothing any more, for null.
	 */
	lose(path: RegExp | null): void;
	/** From now on, answers a request of this kind itself, as a proxy does that lets nothing so large pass; none, for null. */
	limit(path: RegExp | null): void;
	/** From now on, leaves a request of this kind without any answer; none, for null, and those left so far get theirs. */
	hold(path: RegExp | null): void;
	/** What waits for an answer. */
	held(): readonly string[];
	/** What was lost so far. */
	readonly lost: readonly string[];
	/** Appended to the service worker's script, as a new version of it would differ. */
	release(words: string): void;
	stop(): Promise<void>;
}

export async function startLossy(): Promise<Lossy> {
	const port = await freePort();
	let losing: RegExp | null = null;
	let limited: RegExp | null = null;
	let holding: RegExp | null = null;
	let held: { path: string; goOn: () => void }[] = [];
	const lost: string[] = [];
	let released = '';

	const server = createServer((asked, answer) => {
		const { url: path = '/' } = asked;
		if (!holding?.test(path)) return pass(asked, answer);
		const one = { path, goOn: () => pass(asked, answer) };
		held.push(one);
		answer.on('close', () => (held = held.filter((other) => other !== one)));
	});

	function pass(asked: IncomingMessage, answer: ServerResponse): void {
		const { method = 'GET', url: path = '/', headers } = asked;
		if (method === 'POST' && limited?.test(path)) {
			asked.resume().on('end', () => answer.writeHead(413, { 'content-type': 'text/html' }).end('<h1>Too large</h1>'));
			return;
		}
		// Uncompressed and whole: a script may be changed on its way.
		const altered = path === '/service-worker.js' && released !== '';
		const passed = altered ? { ...headers, 'accept-encoding': 'identity' } : headers;
		const onwards = request({ host: '127.0.0.1', port, method, path, headers: passed }, (told) => {
			if (method === 'POST' && losing?.test(path)) {
				told.resume().on('end', () => {
					lost.push(path);
					asked.socket.destroy();
				});
			} else if (altered) {
				void whole(told).then((script) => {
					const { 'content-length': _length, etag: _etag, ...kept } = told.headers;
					answer.writeHead(told.statusCode!, kept).end(`${script}\n//${released}`);
				});
			} else {
				answer.writeHead(told.statusCode!, told.rawHeaders);
				told.pipe(answer);
			}
		});
		onwards.on('error', () => asked.socket.destroy());
		answer.on('close', () => onwards.destroy());
		asked.pipe(onwards);
	}
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
	const portal = await startPortal({ PORT: String(port), ORIGIN: origin });
	return {
		portal,
		lose(path) {
			losing = path;
		},
		limit(path) {
			limited = path;
		},
		hold(path) {
			holding = path;
			if (path) return;
			for (const { goOn } of held.splice(0)) goOn();
		},
		held: () => held.map(({ path }) => path),
		lost,
		release(words) {
			released = words;
		},
		async stop() {
			await portal.stop();
			server.closeAllConnections();
			server.close();
		}
	};
}

async function whole(stream: IncomingMessage): Promise<string> {
	let text = '';
	for await (const part of stream.setEncoding('utf8')) text += part;
	return text;
}

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}
