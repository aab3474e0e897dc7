import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { cast } from '#server/demo/cast.ts';
import { browser } from './browser.ts';
import { freePort, portal, startServer, temporaryFolder } from './server.ts';

const MONA = [
	'manager',
	'create',
	'--email',
	'Mona@client.example.fr',
	'--first-name',
	'Mona',
	'--last-name',
	'Vautrin'
];

test('the first manager is made beside the running portal, chooses a password by the printed link, and signs in', async () => {
	const data = temporaryFolder();
	const server = await startServer({ DATA_DIR: data, VENDOR_NAME: 'Société Témoin' });
	const made = await portal(MONA, { DATA_DIR: data, ORIGIN: server.origin });
	expect(made).toMatchObject({
		code: 0,
		stderr: '',
		stdout: expect.stringContaining('mona@client.example.fr is now a manager.')
	});
	const link = new URL(/^http\S+\/password\/\S+$/m.exec(made.stdout)![0]);
	expect(link.origin).toBe(server.origin);

	const client = browser(server);
	expect((await client.ask(link.pathname)).text).toContain('mona@client.example.fr');
	const password = 'Commencer2026!';
	expect((await client.submit(link.pathname, { password, confirmation: password })).status).toBe(303);
	expect((await client.ask('/staff/tickets')).status).toBe(200);
	const second = await browser(server).submit(link.pathname, { password, confirmation: password });
	expect(second.headers, 'the link serves once').toMatchObject({ location: link.pathname });
	expect(second.headers['set-cookie']).toBeUndefined();

	const again = await portal(MONA, { DATA_DIR: data, ORIGIN: server.origin });
	expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('sign in with the password they have') });
	const sqlite = new Sqlite(join(data, 'portal.db'), { readonly: true });
	expect(
		sqlite.prepare("select acting_as from audit_entry where act = 'account.manager_appointed'").pluck().all()
	).toEqual(['operator']);
	sqlite.close();
});

test('the first manager can be made before the portal ever ran', async () => {
	const data = join(temporaryFolder(), 'data');
	expect(await portal(MONA, { DATA_DIR: data })).toMatchObject({ code: 0 });
	const server = await startServer({ DATA_DIR: data, VENDOR_NAME: 'Société Témoin' });
	expect((await browser(server).ask('/healthz')).status).toBe(200);
});

test('nobody is made staff and customer at once, and a wrong address is told by its option', async () => {
	const data = temporaryFolder();
	await (await startServer({ DATA_DIR: data })).stop();
	const customer = await portal(
		['manager', 'create', '--email', cast.vera.email, '--first-name', 'Véra', '--last-name', 'Lemoine'],
		{ DATA_DIR: data }
	);
	expect(customer).toMatchObject({
		code: 1,
		stdout: '',
		stderr: expect.stringMatching(/^vera\.lemoine@\S+ is a contact of Mairie .*\n$/)
	});
	const wrong = await portal(['manager', 'create', '--email', 'nobody', '--first-name', 'No', '--last-name', 'Body'], {
		DATA_DIR: data
	});
	expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining("--email <address>' argument 'nobody'") });
});

test('a link of the old portal is printed for a try, and leads to the choice of a password', async () => {
	const HANDOFF_SECRET = 'shared with the old portal alone';
	const server = await startServer({ DATA_DIR: temporaryFolder(), HANDOFF_SECRET });
	const settings = { ORIGIN: server.origin, HANDOFF_SECRET };
	const made = await portal(['handoff', 'link', ` ${cast.ines.email.toUpperCase()}`], settings);
	expect(made).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('It works once') });
	const link = new URL(made.stdout.split('\n')[0]!);
	expect(link.origin).toBe(server.origin);
	const client = browser(server);
	const answer = await client.ask(link.pathname + link.search);
	expect(answer.text).toContain('name="password"');
	expect(answer.text).toContain(cast.ines.email);
	expect(answer.headers, 'nobody is told the address, which holds the token').toMatchObject({
		'cache-control': 'no-store',
		'referrer-policy': 'strict-origin'
	});
	const password = 'Commencer2026!';
	const entered = await client.submit(link.pathname + link.search, { password, confirmation: password });
	expect([entered.status, entered.headers.location]).toEqual([303, '/welcome']);
	expect((await client.ask('/account')).status).toBe(200);
	expect(server.output()).not.toContain(link.search);
});

test('without the secret no link of the old portal is printed, and a wrong address is refused', async () => {
	expect(await portal(['handoff', 'link', cast.ines.email], {})).toMatchObject({
		code: 1,
		stdout: '',
		stderr: expect.stringMatching(/^HANDOFF_SECRET is not set: .*docs\/hand-off\.md.*\n$/)
	});
	expect(await portal(['handoff', 'link', 'nobody'], { HANDOFF_SECRET: 'x'.repeat(32) })).toMatchObject({
		code: 1,
		stdout: '',
		stderr: expect.stringContaining("'nobody' is invalid for argument 'email'")
	});
	const short = await portal(['handoff', 'link', cast.ines.email], { HANDOFF_SECRET: 'x'.repeat(31) });
	expect(short).toMatchObject({ code: 1, stderr: 'Settings: HANDOFF_SECRET must be at least 32 bytes long.\n' });
});

test('the demo’s people, whose addresses cannot exist, are never written to by a real mail server', async () => {
	const data = temporaryFolder();
	// Nothing listens there: a mail that would leave would wait instead.
	const environment = { DATA_DIR: data, SMTP_URL: `smtp://127.0.0.2:${await freePort()}` };
	const loaded = await portal(['demo', 'load'], environment);
	expect(loaded.stdout).toContain(`Mails to them stay in ${join(data, 'mails')}: their addresses cannot exist.`);
	const server = await startServer(environment);
	expect(server.output()).toContain(`stay in ${join(data, 'mails')}.`);
	expect((await browser(server).submit('/password/forgotten', { email: cast.adam.email })).status).toBe(303);
	const kept = () => readdirSync(join(data, 'mails')).map((name) => readFileSync(join(data, 'mails', name), 'utf8'));
	await expect
		.poll(() => kept().some((mail) => mail.includes(cast.adam.email) && mail.includes('/password/')))
		.toBe(true);
});

test('the demo is loaded into a new folder, and refused where there is a vendor', async () => {
	const data = temporaryFolder();
	expect(await portal(['demo', 'load'], { DATA_DIR: data })).toMatchObject({
		code: 0,
		stdout: expect.stringContaining(cast.adam.email)
	});
	expect(await portal(['demo', 'load'], { DATA_DIR: data })).toMatchObject({
		code: 1,
		stderr: expect.stringMatching(/^The data folder .* has a vendor already.*\n$/)
	});
	expect(await portal(['demo', 'load'], { DATA_DIR: temporaryFolder(), VENDOR_NAME: 'Témoin' })).toMatchObject({
		code: 1,
		stderr: expect.stringContaining('VENDOR_NAME')
	});
});

test('migrate says what it did, and does it once', async () => {
	const data = temporaryFolder();
	expect((await portal(['migrate'], { DATA_DIR: data })).stdout).toMatch(/^(Applied \d{4}-\d\d-\d\d_\d+_\S+\n)+$/);
	expect(await portal(['migrate'], { DATA_DIR: data })).toMatchObject({
		code: 0,
		stdout: 'The data are up to date.\n'
	});
});

test('the doctor finds nothing wrong with a portal that runs, and changes nothing', async () => {
	const data = temporaryFolder();
	const server = await startServer({ DATA_DIR: data });
	const found = await portal(['doctor'], { DATA_DIR: data, PORT: String(server.port) });
	expect(found).toMatchObject({
		code: 0,
		stderr: '',
		stdout: expect.stringMatching(/✓ The portal runs[^]*✓ The database is whole[^]*No problem found\.\n$/)
	});
	await server.stop();
	const none = join(temporaryFolder(), 'none');
	expect(await portal(['doctor'], { DATA_DIR: none })).toMatchObject({
		code: 0,
		stdout: expect.stringContaining('There is no data folder')
	});
	expect(() => readdirSync(none)).toThrow('ENOENT');
});

test('the doctor names what is wrong, what to do, and fails', async () => {
	const data = temporaryFolder();
	await (await startServer({ DATA_DIR: data })).stop();
	const sqlite = new Sqlite(join(data, 'portal.db'));
	sqlite.pragma('foreign_keys = OFF');
	sqlite.exec(
		"update ticket set requester_id = 'nobody' where number = (select min(number) from ticket); update account set staff_role = null"
	);
	sqlite.close();
	const { code, stdout } = await portal(['doctor'], {
		DATA_DIR: data,
		ORIGIN: 'http://client.example.fr',
		SMTP_URL: 'smtp://127.0.0.1:9'
	});
	expect(code).toBe(1);
	expect(stdout).toMatch(/✗ Reached at http:\/\/client\.example\.fr, where passwords travel in clear\n {4}\S/);
	expect(stdout).toMatch(/✗ The mail server 127\.0\.0\.1:9 does not accept us.*\n {4}\S/);
	expect(stdout).toMatch(/✗ 1 references lead nowhere, in ticket\n/);
	expect(stdout).toMatch(/✗ There is no manager\n/);
	expect(stdout).toMatch(/4 problems found\.\n$/);
});

test(
	'what Bubblewrap builds from is printed while the portal runs, and never written over a file',
	{ timeout: 180_000 },
	async () => {
		const data = temporaryFolder();
		const environment = { DATA_DIR: data, ORIGIN: 'https://client.exemple.fr' };
		const server = await startServer({ DATA_DIR: data });
		expect(await portal(['twa-manifest'], environment)).toMatchObject({
			code: 1,
			stderr: expect.stringMatching(/^There is no package name yet.*\n$/)
		});
		const mona = browser(server);
		await mona.signIn('mona');
		const fingerprints = Array(32).fill('ab').join(':');
		const form = { shortName: '', playPackage: 'fr.exemple.client', fingerprints };
		expect((await mona.submit('/staff/settings/app', form)).status).toBe(200);
		const printed = await portal(['twa-manifest'], environment);
		expect(printed).toMatchObject({ code: 0, stderr: '' });
		expect(JSON.parse(printed.stdout)).toMatchObject({ packageId: 'fr.exemple.client', host: 'client.exemple.fr' });
		const out = join(temporaryFolder(), 'twa-manifest.json');
		expect((await portal(['twa-manifest', '--out', out], environment)).stdout).toContain('docs/play-store.md');
		expect(readFileSync(out, 'utf8')).toBe(printed.stdout);
		expect(await portal(['twa-manifest', '--out', out], environment)).toMatchObject({
			code: 1,
			stderr: `${out} exists: it is left as it is.\n`
		});
		expect(await portal(['twa-manifest'], { DATA_DIR: join(data, 'none') })).toMatchObject({
			code: 1,
			stderr: expect.stringMatching(/^There is no portal in .*\n$/)
		});
	}
);

test('help names every command, and an unknown one is one line', async () => {
	const { code, stdout } = await portal(['--help'], {});
	expect(code).toBe(0);
	for (const command of ['manager create', 'demo load', 'outbox deliver', 'migrate', 'doctor', 'twa-manifest'])
		expect(stdout).toContain(command);
	expect(await portal(['dcotor'], {})).toMatchObject({
		code: 1,
		stderr: expect.stringMatching(/unknown command 'dcotor'/)
	});
});
