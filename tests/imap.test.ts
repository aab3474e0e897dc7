import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { startReader } from '#server/incoming/reader.ts';
import { idOf } from './mail-corpus/signed.ts';
import { scene } from './mail-corpus/scene.ts';
import { imapServer, provideDovecot } from './support/imap-server.ts';
import { cast, type World } from './support/world.ts';

const dovecot = provideDovecot();
const TAKES_MS = 20_000;

const answer = async (words: string, of: 'vera' | 'adam' = 'vera') => `From: ${cast[of].email}
To: reponse@client.example
Subject: Re: [#4242]
Message-ID: <${words.replace(/\W/g, '-')}@mail.example>
In-Reply-To: ${await idOf(4242, of)}
Content-Type: text/plain; charset=utf-8

${words}
`;

async function started() {
	const server = await imapServer(dovecot!);
	onTestFinished(() => server.close());
	const here = await scene();
	const read = (address = server.url) => {
		const reader = startReader(here.base, address);
		onTestFinished(() => reader.stop());
		return reader;
	};
	const said = async () =>
		(await here.base.db.selectFrom('ticketMessage').select('body').orderBy('createdAt').orderBy('id').execute()).map(
			({ body }) => body
		);
	return { server, here, read, said };
}

const settings = async ({ base }: World) =>
	(await base.db.selectFrom('setting').select('value').where('key', '=', 'mailbox-cursor').executeTakeFirst())?.value;

test.skipIf(!dovecot)(
	'what lies in the mailbox, and what comes while it is watched, is taken in once and in order',
	{ timeout: TAKES_MS },
	async () => {
		const { server, read, said } = await started();
		server.deliver(await answer('Un'));
		server.deliver(await answer('Deux', 'adam'));
		const reader = read();
		await expect.poll(said, { timeout: 8000 }).toEqual(['Un', 'Deux']);
		server.deliver(await answer('Trois'));
		await expect
			.poll(said, { timeout: 8000, message: 'told by the server, not found at the next look' })
			.toEqual(['Un', 'Deux', 'Trois']);
		await expect.poll(() => server.mails().filter((name) => /,\w*S\w*$/.test(name)).length).toBe(3);

		await reader.stop();
		read();
		await pause(500);
		expect(await said()).toHaveLength(3);
	}
);

test.skipIf(!dovecot)(
	'a mail somebody opens before the portal sees it is taken in nevertheless',
	{ timeout: TAKES_MS },
	async () => {
		const { server, here, read, said } = await started();
		server.deliver(await answer('Un'));
		const reader = read();
		await expect.poll(said, { timeout: 8000 }).toEqual(['Un']);
		await expect.poll(() => settings(here)).toMatch(/"uid":1\b/);
		await reader.stop();

		server.deliver(await answer('Lu ailleurs'));
		const { ImapFlow } = await import('imapflow');
		const { username, password } = new URL(server.url);
		const human = new ImapFlow({
			host: '127.0.0.1',
			port: server.port,
			secure: false,
			auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
			logger: false
		});
		await human.connect();
		await human.mailboxOpen('INBOX');
		await human.messageFlagsAdd({ seen: false }, ['\\Seen']);
		await human.logout();

		read();
		await expect.poll(said, { timeout: 8000 }).toEqual(['Un', 'Lu ailleurs']);
	}
);

test.skipIf(!dovecot)('what is taken in is moved where the operator asks', { timeout: TAKES_MS }, async () => {
	const { server, read, said } = await started();
	server.deliver(await answer('Un'));
	read(`${server.url}?processed=Lus`);
	await expect.poll(said, { timeout: 8000 }).toEqual(['Un']);
	await expect.poll(() => [server.mails().length, server.mails('Lus').length]).toEqual([0, 1]);
});

test.skipIf(!dovecot)('a mailbox that goes away is found again when it is back', { timeout: TAKES_MS }, async () => {
	const { server, read, said } = await started();
	read();
	server.deliver(await answer('Un'));
	await expect.poll(said, { timeout: 8000 }).toEqual(['Un']);
	await server.stop();
	server.deliver(await answer('Deux'));
	await pause(300);
	await server.start();
	await expect.poll(said, { timeout: 10_000 }).toEqual(['Un', 'Deux']);
});

test.skipIf(!dovecot)(
	'a server elsewhere that offers no encryption is told no password',
	{ timeout: TAKES_MS },
	async () => {
		const { server, read, said } = await started();
		server.deliver(await answer('Un'));
		// An address of this machine that the portal does not know for one: to it this server is elsewhere.
		const elsewhere = server.url.replace('127.0.0.1', '127.0.0.2');
		const reader = read(elsewhere);
		await pause(1500);
		expect(await said()).toEqual([]);
		expect(server.log()).not.toMatch(/auth failed|Login/);
		await reader.stop();
		read(`${elsewhere}?requireTLS=false`);
		await expect.poll(said, { timeout: 8000, message: 'unless its operator says so' }).toEqual(['Un']);
	}
);
