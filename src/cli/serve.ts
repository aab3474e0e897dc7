import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SHARED, SHARE_PATH } from '#lib/share-target.ts';
import { BARE_CSP, securityHeaders, WORKER_CSP } from '#server/platform/headers.ts';
import { readSettings, SettingsError, type Settings } from '#server/platform/settings.ts';
import { compressed } from './compressed.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const STOP_WITHIN_MS = 10_000;
/** Ten files over a slow line take their time; headers must come within a minute as ever. */
const REQUEST_WITHIN_MS = 3_600_000;
/**
 * A proxy takes a connection up again that it has kept for up to a minute (nginx: 60 s). Were it closed here just then, a
 * form sent over it would be lost: browsers and proxies do not send those again.
 */
const KEPT_ALIVE_MS = 75_000;
/** Left, of that, to let go of the data once the last request is answered or dropped. */
const CLOSE_WITHIN_MS = 2_000;

// What it writes is for this user alone.
process.umask(0o077);

try {
	await serve(readSettings(process.env));
} catch (error) {
	if ((error as Error).name !== 'SettingsError') throw error;
	console.error((error as Error).message);
	process.exit(1);
}

/** Listens first, so that a taken port is told before any data are touched; answers 503 until the portal is open. */
async function serve(settings: Settings): Promise<void> {
	let handler: Handler = (_request, response) => {
		response.writeHead(503, { 'retry-after': '1' }).end();
	};
	const times = { requestTimeout: REQUEST_WITHIN_MS, keepAliveTimeout: KEPT_ALIVE_MS };
	const server = createServer(times, (request, response) => handler(request, response));
	const port = await listen(server, settings);
	const origin = settings.originConfigured ? settings.origin : `http://localhost:${port}`;
	process.env.ORIGIN = origin;

	const opening = import(new URL('../../build/handler.js', import.meta.url).href) as Promise<{ handler: Handler }>;
	// Asked while it opens, it ends once it has: what it does to the data is whole then. Asked again, it ends at once.
	const end = () => void opening.then(() => stop(server));
	for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end);
	const built = await opening;
	handler = wrapped(built.handler, origin, settings.originConfigured);
}

function listen(server: ReturnType<typeof createServer>, { host, port }: Settings): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => reject(refusal(error, host, port)));
		server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
	});
}

function refusal(error: NodeJS.ErrnoException, host: string, port: number): Error {
	if (error.code === 'EADDRINUSE')
		return new SettingsError(
			`Port ${port} is already in use on ${host}. Set PORT to a free one, or stop what uses it.`
		);
	if (error.code === 'EACCES')
		return new SettingsError(`Port ${port} may not be used by this user. Set PORT to one above 1023.`);
	if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
		return new SettingsError(`HOST ${host} is not an address of this machine.`);
	return error;
}

/** What every answer gets, whoever gives it: headers that protect, and compression where the client accepts it. */
function wrapped(handler: Handler, origin: string, originConfigured: boolean): Handler {
	const headers = Object.entries({ ...securityHeaders(origin), 'content-security-policy': BARE_CSP });
	return (request, response) => {
		for (const [name, value] of headers) response.setHeader(name, value);
		if (request.url === '/service-worker.js') response.setHeader('content-security-policy', WORKER_CSP);
		if (!originConfigured && elsewhere(request, origin)) {
			response.writeHead(302, { location: origin + request.url }).end();
			return;
		}
		if (request.method === 'POST' && request.url === SHARE_PATH) {
			letGoOf(request, response);
			return;
		}
		compressed(request, response);
		handler(request, response);
	};
}

/**
 * What another app shared, where the device has nothing yet to take it (src/lib/service-worker/shared.ts). Android sends
 * it from nowhere, which SvelteKit would refuse as a foreign form: the new ticket opens, and says what is missing.
 */
function letGoOf(request: IncomingMessage, response: ServerResponse): void {
	request.resume();
	response.writeHead(303, { location: SHARED.lost, 'cache-control': 'no-store' }).end();
}

/** Without a configured origin, 127.0.0.1 is sent on to localhost: forms are accepted from the one origin only. */
const elsewhere = ({ headers, method, url }: IncomingMessage, origin: string): boolean =>
	(method === 'GET' || method === 'HEAD') &&
	url !== '/healthz' &&
	url?.startsWith('/') === true &&
	headers.host !== new URL(origin).host;

/** Takes no new request, finishes those under way, then lets go of the data; in ten seconds at most. */
function stop(server: ReturnType<typeof createServer>): void {
	setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
	setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS - CLOSE_WITHIN_MS).unref();
	server.close(() => process.emit('sveltekit:shutdown' as never));
	// Streams never end by themselves.
	process.emit('portal:stopping' as never);
	// A connection that was busy until now is kept alive by its client: it is let go of once its answer is out.
	setInterval(() => server.closeIdleConnections(), 50).unref();
}
