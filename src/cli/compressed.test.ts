import { once } from 'node:events';
import { createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { compressed } from './compressed.ts';

const PAGE = '<p>Bonjour, voici vos tickets.</p>'.repeat(200);

async function answered(give: (response: ServerResponse) => void, accept: string, method = 'GET') {
	const server = createServer((asked, response) => {
		compressed(asked, response);
		give(response);
	}).listen(0, '127.0.0.1');
	onTestFinished(() => void server.close());
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const sent = request({ port, method, host: '127.0.0.1', headers: { 'accept-encoding': accept } }).end();
	const [answer] = await once(sent, 'response');
	const parts: Buffer[] = [];
	for await (const part of answer) parts.push(part);
	return { headers: answer.headers, body: Buffer.concat(parts) };
}

const page = (response: ServerResponse) => {
	response.setHeader('content-type', 'text/html');
	response.setHeader('content-length', PAGE.length);
	response.setHeader('etag', '"of-this-page"');
	response.writeHead(200);
	response.write(Buffer.from(PAGE.slice(0, 1000)));
	response.write(Buffer.from(PAGE.slice(1000)));
	response.end();
};

test.each([
	['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
	['gzip;q=0.5, br;q=0', 'gzip', gunzipSync],
	['GZIP', 'gzip', gunzipSync]
] as const)('a page leaves compressed for whoever accepts %s', async (accept, encoding, open) => {
	const { headers, body } = await answered(page, accept);
	expect(headers).toMatchObject({ 'content-encoding': encoding, vary: 'accept-encoding', etag: 'W/"of-this-page"' });
	expect(Number(headers['content-length'])).toBe(body.length);
	expect(open(body).toString()).toBe(PAGE);
});

test.each(['', 'identity', 'zstd', 'br;q=0'])('a page leaves as it is for whoever accepts « %s »', async (accept) => {
	const { headers, body } = await answered(page, accept);
	expect(headers['content-encoding']).toBeUndefined();
	expect(headers.vary).toBe('accept-encoding');
	expect(body.toString()).toBe(PAGE);
});

test('whoever asks for the head of a page gets it without compression', async () => {
	const { headers, body } = await answered(page, 'br', 'HEAD');
	expect(headers).toMatchObject({ 'content-length': String(PAGE.length), vary: 'accept-encoding' });
	expect(body.length).toBe(0);
});

test('what comes piece by piece leaves piece by piece', async () => {
	const server = createServer((asked, response) => {
		compressed(asked, response);
		response.setHeader('content-type', 'text/event-stream');
		response.writeHead(200);
		response.write('data: first\n\n');
	}).listen(0, '127.0.0.1');
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const sent = request({ port, host: '127.0.0.1', headers: { 'accept-encoding': 'br' } }).end();
	const [answer] = await once(sent, 'response');
	const [first] = await once(answer, 'data');
	expect(String(first)).toBe('data: first\n\n');
	answer.destroy();
});

test.each([
	['an image', { 'content-type': 'image/webp', 'content-length': '5000' }],
	['a few bytes', { 'content-type': 'text/html', 'content-length': '20' }],
	['what is compressed already', { 'content-type': 'text/css', 'content-length': '5000', 'content-encoding': 'gzip' }]
])('%s is left as it is', async (_, headers) => {
	const bytes = Buffer.alloc(Number(headers['content-length']), 65);
	const answer = await answered((response) => {
		for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
		response.writeHead(200);
		response.end(bytes);
	}, 'br, gzip');
	expect(answer.headers).toMatchObject(headers);
	expect(answer.body.equals(bytes)).toBe(true);
});
