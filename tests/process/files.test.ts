import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { browser, type Answer, type Browser } from './browser.ts';
import { startServer, temporaryFolder, type RunningServer } from './server.ts';

const MEGABYTE = 1024 * 1024;
/** What passes through is let go of when some 64 MB of it have gathered, however much there is. */
const MOST_GROWTH = 90 * MEGABYTE;
/** A log of the largest size that may be sent. */
const LOG = Buffer.alloc(25 * MEGABYTE, `${randomBytes(512).toString('hex')}\n`);

async function started(): Promise<{ server: RunningServer; data: string; vera: Browser; tickets: string }> {
	const data = temporaryFolder();
	const server = await startServer({ DATA_DIR: data });
	const vera = browser(server);
	await vera.signIn('vera');
	const me = JSON.parse((await vera.ask('/trpc/accounts.me')).text) as {
		result: { data: { structures: { structureId: string }[] } };
	};
	return { server, data, vera, tickets: `/s/${me.result.data.structures[0]!.structureId}/tickets` };
}

const send = (person: Browser, { origin }: RunningServer, name: string, body: Buffer): Promise<Answer> =>
	person.ask('/files', {
		method: 'POST',
		headers: { origin, 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name) },
		body
	});

const drafts = (data: string) =>
	existsSync(join(data, 'files/drafts')) ? readdirSync(join(data, 'files/drafts')) : [];

const stored = (data: string) => readdirSync(join(data, 'files'), { recursive: true }).sort();

/** How much memory the server has now, in bytes. */
const memoryOf = ({ pid }: RunningServer): number =>
	Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) * 1024;

/** The most it has while something goes on, beyond what it had. */
async function grownDuring(server: RunningServer, work: () => Promise<unknown>): Promise<number> {
	const before = memoryOf(server);
	let most = before;
	let over = false;
	const done = work().finally(() => (over = true));
	done.catch(() => {});
	while (!over) {
		most = Math.max(most, memoryOf(server));
		await pause(5);
	}
	await done;
	return most - before;
}

test('files stream to the disk and back: eight of 25 MB take less memory than four of them', async () => {
	const { server, data, vera, tickets } = await started();
	expect((await send(vera, server, 'avant.log', LOG.subarray(0, 5 * MEGABYTE))).status).toBe(201);
	let ids: string[] = [];
	const sending = async () => {
		const answers = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((n) => send(vera, server, `journal-${n}.log`, LOG)));
		expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201));
		ids = answers.map(({ text }) => (JSON.parse(text) as { id: string }).id);
	};
	if (process.platform === 'linux') expect(await grownDuring(server, sending)).toBeLessThan(MOST_GROWTH);
	else await sending();
	expect(drafts(data)).toEqual([]);

	const fields = {
		subject: 'Journaux',
		category: 'incident',
		urgency: 'minor',
		body: 'Les voici.',
		requestKey: randomUUID()
	};
	const opened = await vera.submit(`${tickets}/new`, { ...fields, files: ids[0]! });
	expect(opened.status).toBe(303);
	const ticket = opened.headers.location!;
	const file = new RegExp(`${ticket}/files/[\\w-]+`).exec((await vera.ask(ticket)).text)![0];

	const got = await vera.ask(file);
	expect(got.status).toBe(200);
	expect(createHash('sha256').update(got.body).digest('hex')).toBe(createHash('sha256').update(LOG).digest('hex'));
	expect(got.headers).toMatchObject({
		'content-type': 'text/plain',
		'content-disposition': `attachment; filename="journal-1.log"; filename*=UTF-8''journal-1.log`,
		'cache-control': 'private, no-store, no-transform',
		'x-content-type-options': 'nosniff',
		'content-security-policy': expect.stringMatching(/default-src 'none'.*sandbox/)
	});
	const part = await vera.ask(file, { headers: { range: 'bytes=1000-1999' } });
	expect([part.status, part.headers['content-range']]).toEqual([206, `bytes 1000-1999/${LOG.length}`]);
	expect(part.body.equals(LOG.subarray(1000, 2000))).toBe(true);
	expect((await vera.ask(file, { headers: { range: 'bytes=-5' } })).body.equals(LOG.subarray(-5))).toBe(true);
	expect((await vera.ask(file, { headers: { range: `bytes=${LOG.length}-` } })).status).toBe(416);
	const head = await vera.ask(file, { method: 'HEAD' });
	expect([head.status, head.headers['content-length'], head.text]).toEqual([200, String(LOG.length), '']);
	expect((await browser(server).ask(file)).status).toBe(401);
	const otto = browser(server);
	await otto.signIn('otto');
	expect((await otto.ask(file)).status).toBe(404);

	await server.kill();
	const again = await startServer({ DATA_DIR: data });
	expect((await vera.at(again).ask(file)).body.length, 'what was acknowledged is there after a kill').toBe(LOG.length);
});

test('without a script files come with the form, and a refused form keeps those that came', async () => {
	const { server, data, vera, tickets } = await started();
	const form = (fields: Record<string, string>, files: [string, Buffer][]) =>
		multipart(vera, server, `${tickets}/new`, fields, files);
	const words = { category: 'incident', urgency: 'minor', body: 'Les voici.', requestKey: randomUUID() };

	const work = async () => {
		const refused = await form(words, [
			['journal.log', LOG],
			['outil.exe', Buffer.from('MZ…')],
			['été.csv', Buffer.from('a;b')]
		]);
		expect(refused.status).toBe(422);
		expect(refused.text.includes('Les voici.'), 'the words are kept').toBe(true);
		expect(/outil\.exe\s: Les programmes/.test(refused.text), 'the reason stands there').toBe(true);
		const ids = [...refused.text.matchAll(/name="files" value="([\w-]+)"/g)].map(([, id]) => id!);
		expect(ids).toHaveLength(2);
		expect(refused.text.includes('journal.log')).toBe(true);

		const opened = await form({ ...words, subject: 'Journaux', files: ids[1]! }, [
			['notes.txt', Buffer.from('Bonjour')]
		]);
		expect(opened.status).toBe(303);
		const page = (await vera.ask(opened.headers.location!)).text;
		expect([...page.matchAll(/download="([^"]+)"/g)].map(([, name]) => name)).toEqual(['été.csv', 'notes.txt']);
	};
	if (process.platform === 'linux') {
		await send(vera, server, 'avant.log', LOG.subarray(0, 5 * MEGABYTE));
		expect(await grownDuring(server, work)).toBeLessThan(MOST_GROWTH);
	} else await work();
	expect(drafts(data)).toEqual([]);

	const tooMany = await form(
		words,
		Array.from({ length: 12 }, (_, n) => [`${n}.txt`, Buffer.from(`${n}`)])
	);
	expect(tooMany.status).toBe(422);
	expect(tooMany.text.includes('10 fichiers au plus')).toBe(true);
	await vera.submit('/preferences', { locale: 'en' });
	const english = await form(words, [['outil.exe', Buffer.from('MZ…')]]);
	expect(english.text.includes('Programs and web pages'), 'in the reader’s language').toBe(true);
	expect((await form(words, [])).status, 'a field of files left empty is no file').toBe(422);
	expect(server.output()).not.toMatch(/"level":(50|60)/);
});

test('what is too long, strange or broken off is refused, and leaves nothing', async () => {
	const { server, data, vera, tickets } = await started();
	const { origin } = server;
	const before = stored(data);
	expect((await send(vera, server, 'trop.log', Buffer.concat([LOG, Buffer.from('x')]))).status).toBe(413);
	expect((await vera.submit(`${tickets}/new`, { body: 'x'.repeat(600_000) })).status, 'forms stay small').toBe(413);
	expect((await vera.call('tickets.open', { body: 'x'.repeat(600_000) })).status).toBeGreaterThanOrEqual(400);
	expect((await send(browser(server), server, 'a.txt', Buffer.from('x'))).status).toBe(401);
	const foreign = { 'content-type': 'application/octet-stream', 'x-file-name': 'a.txt' };
	for (const headers of [foreign, { ...foreign, origin: 'https://ailleurs.example' }])
		for (const size of [1, 400_000, 4_000_000]) {
			expect((await vera.ask('/files', { method: 'POST', headers, body: 'x'.repeat(size) })).status).toBe(403);
			expect((await vera.ask('/healthz')).status, 'the connection goes on').toBe(200);
		}
	const unreadable = { ...foreign, origin, 'x-file-name': '%E0%A4%A' };
	expect((await vera.ask('/files', { method: 'POST', headers: unreadable, body: 'x' })).status).toBe(422);
	const noBoundary = { origin, accept: 'text/html', 'content-type': 'multipart/form-data' };
	expect((await vera.ask(`${tickets}/new`, { method: 'POST', headers: noBoundary, body: 'x' })).status).toBe(400);
	const cut = { ...noBoundary, 'content-type': 'multipart/form-data; boundary=b' };
	const half = '--b\r\ncontent-disposition: form-data; name="files"; filename="a.txt"\r\n\r\nhalf';
	expect((await vera.ask(`${tickets}/new`, { method: 'POST', headers: cut, body: half })).status).toBe(400);

	await vera.breakOff('/files', { ...foreign }, 'half of it');
	await vera.breakOff(`${tickets}/new`, cut, half);
	await expect.poll(() => drafts(data)).toEqual([]);
	expect((await vera.ask('/healthz')).status).toBe(200);
	expect(stored(data)).toEqual(before);
	expect(server.output()).not.toMatch(/"level":(50|60)/);
});

/** Sends a form with files as a page without a script does. */
function multipart(
	person: Browser,
	{ origin }: RunningServer,
	path: string,
	fields: Record<string, string>,
	files: [name: string, bytes: Buffer][]
): Promise<Answer> {
	const boundary = '----portal';
	const part = (head: string, body: Buffer | string) => [
		Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; ${head}\r\n\r\n`),
		Buffer.from(body as string),
		Buffer.from('\r\n')
	];
	const empty =
		files.length === 0 ? part('name="files"; filename=""\r\ncontent-type: application/octet-stream', '') : [];
	const body = Buffer.concat([
		...Object.entries(fields).flatMap(([name, value]) => part(`name="${name}"`, value)),
		...files.flatMap(([name, bytes]) => part(`name="files"; filename="${name}"\r\ncontent-type: text/plain`, bytes)),
		...empty,
		Buffer.from(`--${boundary}--\r\n`)
	]);
	const headers = { origin, accept: 'text/html', 'content-type': `multipart/form-data; boundary=${boundary}` };
	return person.ask(path, { method: 'POST', headers, body });
}
