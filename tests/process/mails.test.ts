import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { mailServer } from '../support/mail-server.ts';
import { browser } from './browser.ts';
import { freePort, portal, startServer, temporaryFolder } from './server.ts';

/** A vendor of one's own: the demo would send mails of its own. */
const VENDOR_NAME = 'Société Témoin';

const SIGN_UP = {
	civility: 'mme',
	firstName: 'Zélie',
	lastName: 'Ørsted',
	email: 'zelie.orsted@mairie-temoin.example',
	function: 'Secrétaire',
	structureName: 'Mairie Témoin',
	customerNumber: '',
	password: 'Bienvenue1!',
	confirmation: 'Bienvenue1!'
};

test('a sign-up sends one mail, whose link leads to the configured address whatever Host the request named', async () => {
	const { url, received, until, close } = await mailServer();
	onTestFinished(close);
	const port = await freePort();
	const origin = 'https://client.example.fr';
	await startServer({
		DATA_DIR: temporaryFolder(),
		PORT: String(port),
		ORIGIN: origin,
		SMTP_URL: url,
		VENDOR_NAME,
		MAIL_FROM: 'portail@client.example.fr'
	});

	const poisoned = {
		host: 'evil.example',
		'x-forwarded-host': 'evil.example',
		'x-forwarded-proto': 'http',
		forwarded: 'host=evil.example'
	};
	const answer = await browser({ origin, port }).submit('/signup', SIGN_UP, { ...poisoned, 'accept-language': 'en' });
	expect(answer.status).toBe(303);
	expect(JSON.stringify(answer.headers) + answer.text).not.toContain('evil.example');
	await until(1);

	const [mail] = received;
	expect(mail!.from?.value[0]?.address).toBe('portail@client.example.fr');
	expect(mail!.to).toMatchObject({ value: [{ address: SIGN_UP.email }] });
	expect(mail!.messageId).toMatch(/@client\.example\.fr>$/);
	expect(mail!.headers.get('auto-submitted')).toBe('auto-generated');
	expect(mail!.headers.get('content-language')).toBe('en');
	expect(mail!.text).toMatch(/^https:\/\/client\.example\.fr\/verify\/[\w-]{43}$/m);
	expect(mail!.html).toContain('href="https://client.example.fr/verify/');
	expect(JSON.stringify(mail)).not.toContain('evil.example');
	expect(received).toHaveLength(1);
});

test('mails that could not leave are sent by the command line once the mail server is back, and only once', async () => {
	const down = `smtp://127.0.0.1:${await freePort()}`;
	const data = temporaryFolder();
	const environment = { DATA_DIR: data, SMTP_URL: down, VENDOR_NAME };
	const server = await startServer(environment);
	expect((await browser(server).submit('/signup', SIGN_UP)).status).toBe(303);
	await expect.poll(() => errorsIn(data)).toEqual([expect.stringContaining('ECONNREFUSED')]);
	expect(await portal(['outbox', 'deliver'], environment), 'the running portal does so by itself').toMatchObject({
		code: 1,
		stderr: expect.stringContaining('in use by another portal process')
	});
	await server.stop();

	const back = await mailServer({ port: Number(new URL(down).port) });
	onTestFinished(back.close);
	const deliver = () => portal(['outbox', 'deliver'], environment);
	expect(await deliver()).toMatchObject({ code: 0, stdout: '1 sent, 0 given up, 0 waiting.\n', stderr: '' });
	expect(await deliver()).toMatchObject({ code: 0, stdout: '0 sent, 0 given up, 0 waiting.\n' });
	expect(back.received).toHaveLength(1);
});

function errorsIn(data: string): unknown[] {
	const sqlite = new Sqlite(join(data, 'portal.db'), { readonly: true });
	const errors = sqlite.prepare('select last_error from mail').pluck().all();
	sqlite.close();
	return errors;
}
