import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/**
 * Answers are made anew for each request, so compressing them is paid each time, and paid by everybody who waits: these
 * levels take a tenth of a millisecond for a page. Static files were compressed once, to the full, when they were built.
 */
const ENCODINGS: Record<string, (body: Buffer) => Buffer> = {
	br: (body) =>
		brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_LGWIN]: 16 } }),
	gzip: (body) => gzipSync(body, { level: 1 })
};

/** Less is one packet anyhow. */
const LEAST = 1024;
/** Far above any page; more would keep everybody waiting for too long. */
const MOST = 2 ** 21;
const COMPRESSIBLE = /^(text\/|application\/(json|javascript|manifest\+json|xml)|image\/svg)/;

/**
 * Has a whole answer compressed in one call when it is complete. One whose length is not told beforehand is a stream:
 * it leaves as it comes, piece by piece.
 */
export function compressed(request: IncomingMessage, response: ServerResponse): void {
	const head = response.writeHead.bind(response);
	response.writeHead = ((status: number, ...more: never[]) => {
		// Headers in the call are those of a static file.
		if (more.length > 0 || !isWhole(response, status)) return head(status, ...more);
		response.appendHeader('vary', 'accept-encoding');
		const encoding = request.method === 'HEAD' ? undefined : acceptedOf(request);
		if (encoding) holdBack(response, encoding, () => head(status));
		else head(status);
		return response;
	}) as ServerResponse['writeHead'];
}

function isWhole(response: ServerResponse, status: number): boolean {
	const length = Number(response.getHeader('content-length') ?? 0);
	return (
		status !== 206 &&
		length >= LEAST &&
		length <= MOST &&
		COMPRESSIBLE.test(String(response.getHeader('content-type'))) &&
		!response.hasHeader('content-encoding') &&
		!String(response.getHeader('cache-control')).includes('no-transform')
	);
}

/** The first of ours that the client accepts. */
function acceptedOf({ headers }: IncomingMessage): string | undefined {
	const accepted = String(headers['accept-encoding'] ?? '')
		.split(',')
		.map((part) =>
			part
				.trim()
				.toLowerCase()
				.split(/\s*;\s*q=/)
		)
		.filter(([, quality]) => quality === undefined || Number(quality) > 0)
		.map(([name]) => name);
	return Object.keys(ENCODINGS).find((name) => accepted.includes(name));
}

function holdBack(response: ServerResponse, encoding: string, sendHead: () => void): void {
	const parts: Uint8Array[] = [];
	const end = response.end.bind(response);
	response.write = ((part: Uint8Array) => {
		parts.push(part);
		return true;
	}) as ServerResponse['write'];
	response.end = (() => {
		const body = ENCODINGS[encoding]!(Buffer.concat(parts));
		const tag = response.getHeader('etag');
		if (typeof tag === 'string' && !tag.startsWith('W/')) response.setHeader('etag', `W/${tag}`);
		response.setHeader('content-encoding', encoding);
		response.setHeader('content-length', body.length);
		sendHead();
		return end(body);
	}) as ServerResponse['end'];
}
