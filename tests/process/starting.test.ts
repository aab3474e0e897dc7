import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { browser } from './browser.ts';
import {
	freePort,
	refusedStart,
	startServer,
	stopWhileOpening,
	temporaryFolder,
	type Ended,
	type RunningServer
} from './server.ts';

const isRoot = process.getuid?.() === 0;

/** A refusal is one line that names what to change, without a stack, and the process fails. */
function expectOneLine({ code, stdout, stderr }: Ended, ...said: (string | RegExp)[]) {
	expect(stderr.trimEnd().split('\n')).toHaveLength(1);
	for (const words of said) expect(stderr).toMatch(words);
	expect(stdout).toBe('');
	expect(code).toBe(1);
}

test('a taken port is told in one line that names PORT, before any data are touched', async () => {
	const taken = createServer().listen(0, '127.0.0.1');
	await once(taken, 'listening');
	onTestFinished(() => void taken.close());
	const { port } = taken.address() as { port: number };
	const data = join(temporaryFolder(), 'data');
	expectOneLine(await refusedStart({ PORT: String(port), DATA_DIR: data }), 'PORT', String(port));
	expect(existsSync(data)).toBe(false);
});

test('a data folder that is a file, or below one, is told in one line that names DATA_DIR', async () => {
	const file = join(temporaryFolder(), 'a-file');
	writeFileSync(file, '');
	expectOneLine(await refusedStart({ DATA_DIR: file }), 'DATA_DIR', 'is not a folder', file);
	expectOneLine(await refusedStart({ DATA_DIR: join(file, 'data') }), 'DATA_DIR', 'is not a folder');
});

test.skipIf(!existsSync('/proc/self'))(
	'a folder where nothing can be made is told in one line that names DATA_DIR, to root as well',
	async () => {
		expectOneLine(await refusedStart({ DATA_DIR: '/proc/data' }), 'DATA_DIR');
		expectOneLine(await refusedStart({ DATA_DIR: '/proc' }), 'DATA_DIR', 'is not writable');
	}
);

/** An ordinary user: the one who runs the tests, or, for root, nobody. */
const asOrdinaryUser = isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
/** Somebody else's home may hold the project: then nobody but root can start it. */
const mayBeOrdinary =
	!isRoot ||
	spawnSync(asOrdinaryUser[0]!, [...asOrdinaryUser.slice(1), process.execPath, '--check', import.meta.filename])
		.status === 0;

test.skipIf(!mayBeOrdinary)(
	'a read-only data folder is told to an ordinary user in one line that names DATA_DIR',
	async () => {
		const folder = temporaryFolder();
		chmodSync(folder, 0o555);
		expectOneLine(await refusedStart({ DATA_DIR: folder }, asOrdinaryUser), 'DATA_DIR', 'is not writable', folder);
		const other = temporaryFolder();
		chmodSync(other, 0o755);
		writeFileSync(join(other, 'portal.lock'), '', { mode: 0o444 });
		if (isRoot) chownSync(other, 65534, 65534);
		expectOneLine(
			await refusedStart({ DATA_DIR: other }, asOrdinaryUser),
			'DATA_DIR',
			`${other}/portal.lock is not writable`
		);
	}
);

test.each([
	['PORT', 'eighty'],
	['ORIGIN', 'client.example.fr'],
	['ORIGIN', 'https://client.example.fr/portail'],
	['SMTP_URL', 'https://mail.example.fr'],
	['TIME_ZONE', 'Paris'],
	['VENDOR_COLOR', 'blue'],
	['VENDOR_EMAIL', 'nobody'],
	['LOG_LEVEL', 'loud'],
	['KEEP_AUDIT_DAYS', 'ever']
])('a wrong %s (%s) is told in one line that names it', async (name, value) => {
	const data = join(temporaryFolder(), 'data');
	expectOneLine(await refusedStart({ DATA_DIR: data, [name]: value }), name);
	expect(existsSync(data)).toBe(false);
});

test('a logo that cannot be read is told in one line that names VENDOR_LOGO', async () => {
	const folder = temporaryFolder();
	expectOneLine(
		await refusedStart({ DATA_DIR: folder, VENDOR_NAME: 'Test', VENDOR_LOGO: join(folder, 'logo.svg') }),
		'VENDOR_LOGO'
	);
});

test('on a new folder the portal prints its address and the demo’s logins, and keeps its data to itself', async () => {
	const data = join(temporaryFolder(), 'data');
	const server = await startServer({ DATA_DIR: data });
	expect(server.output()).toContain('Bienvenue1!');
	const home = await browser(server).ask('/login');
	expect(home.status).toBe(200);
	expect(statSync(data).mode & 0o077).toBe(0);
	expect(statSync(join(data, 'portal.db')).mode & 0o077).toBe(0);
});

test('with a vendor configured there is no demo, and nobody’s login is printed', async () => {
	const server = await startServer({ DATA_DIR: temporaryFolder(), VENDOR_NAME: 'Société Témoin' });
	expect(server.output()).not.toContain('Bienvenue1!');
	const page = await browser(server).ask('/login');
	expect(page.text).toContain('Société Témoin');
	expect(page.text).not.toContain('Bienvenue1!');
	expect((await browser(server).ask('/demo/mails')).status).toBe(404);
});

test('over https, an unset ADDRESS_HEADER and a demo are told once each in the log, and are no reason to stop', async () => {
	const ORIGIN = 'https://client.example.fr';
	const started = async (environment: Record<string, string>) => {
		const server = await startServer({ DATA_DIR: temporaryFolder(), PORT: String(await freePort()), ...environment });
		await browser(server).ask('/healthz');
		return server;
	};
	const warnings = (server: RunningServer) =>
		server
			.output()
			.split('\n')
			.filter((line) => line.startsWith('{') && line.endsWith('}'))
			.map((line) => (JSON.parse(line) as { msg: string }).msg);
	const warned = await started({ ORIGIN });
	// It may answer a moment before what it wrote is here.
	await expect
		.poll(() => warnings(warned))
		.toEqual([
			expect.stringMatching(/^ADDRESS_HEADER is not set/),
			expect.stringMatching(/^the demo is served over https/)
		]);
	const quiet = { ORIGIN, ADDRESS_HEADER: 'x-forwarded-for', VENDOR_NAME: 'Société Témoin' };
	expect(warnings(await started(quiet))).toEqual([]);
	expect(warnings(await started({}))).toEqual([]);
});

test('a second process on the same data refuses; once the first was killed, the next starts at once', async () => {
	const data = temporaryFolder();
	const first = await startServer({ DATA_DIR: data });
	expectOneLine(await refusedStart({ DATA_DIR: data }), 'DATA_DIR', 'in use by another portal process');
	await first.kill();
	const before = performance.now();
	const second = await startServer({ DATA_DIR: data });
	expect(performance.now() - before).toBeLessThan(5000);
	expect((await browser(second).ask('/healthz')).status).toBe(200);
});

test('asked to end while it opens, it opens whole and ends as asked', async () => {
	const data = temporaryFolder();
	const { code, stderr } = await stopWhileOpening({ DATA_DIR: data });
	expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
	const again = await startServer({ DATA_DIR: data });
	expect((await browser(again).ask('/healthz')).status).toBe(200);
});

test('SIGTERM lets a request under way finish, takes no new one, and ends well within ten seconds', async () => {
	const server = await startServer({ DATA_DIR: temporaryFolder() });
	const body = 'email=adam.ferry%40sexey-aux-forges.example&password=Bienvenue1%21';
	const socket = connect(server.port, '127.0.0.1');
	let answer = '';
	socket.on('data', (part) => (answer += String(part)));
	socket.write(
		`POST /login HTTP/1.1\r\nHost: ${new URL(server.origin).host}\r\nOrigin: ${server.origin}\r\nAccept: text/html\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 20)}`
	);
	// Another connection, idle and kept alive, must not hold the server back.
	await browser(server).ask('/healthz');
	const ended = server.stop();
	await new Promise((resolve) => setTimeout(resolve, 300));
	await expect(browser(server).ask('/healthz')).rejects.toThrow('ECONNREFUSED');
	socket.write(body.slice(20));
	await once(socket, 'close');
	expect(answer).toMatch(/^HTTP\/1\.1 303 /);
	expect(answer).toMatch(/set-cookie: session=/i);
	const { code, milliseconds } = await ended;
	expect(code).toBe(0);
	expect(milliseconds).toBeLessThan(5000);
});

test('SIGTERM waits ten seconds at most for a client that never finishes', async () => {
	const server = await startServer({ DATA_DIR: temporaryFolder() });
	const socket = connect(server.port, '127.0.0.1');
	socket.on('error', () => {});
	socket.write(`POST /login HTTP/1.1\r\nHost: ${new URL(server.origin).host}\r\nContent-Length: 100\r\n\r\nemail`);
	await browser(server).ask('/healthz');
	const { code, milliseconds } = await server.stop();
	expect(code).toBe(0);
	expect(milliseconds).toBeLessThan(10_000);
});

test('a monitor reads /healthz on whatever address it uses, past the proxy too, without learning anything', async () => {
	const port = await freePort();
	const proxied = { ORIGIN: 'https://client.example.fr', ADDRESS_HEADER: 'x-forwarded-for', XFF_DEPTH: '1' };
	const server = await startServer({ DATA_DIR: temporaryFolder(), PORT: String(port), ...proxied });
	const answer = await browser({ origin: `http://127.0.0.1:${port}`, port: server.port }).ask('/healthz');
	expect(answer.status).toBe(200);
	expect(JSON.parse(answer.text)).toEqual({ status: 'ok' });
});
