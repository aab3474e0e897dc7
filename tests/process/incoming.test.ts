import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { cast } from '#server/demo/cast.ts';
import { imapServer, provideDovecot } from '../support/imap-server.ts';
import { mailServer } from '../support/mail-server.ts';
import { browser } from './browser.ts';
import { startServer, temporaryFolder } from './server.ts';

const dovecot = provideDovecot();
const ANSWERS = 25;
const REPLY_TO = 'reponse@client.example';

test.skipIf(!dovecot)(
	'answers by mail go the whole way, and a portal killed in the middle has each of them exactly once',
	{ timeout: 120_000 },
	async () => {
		const data = temporaryFolder();
		const post = await mailServer();
		onTestFinished(() => post.close());
		const mailbox = await imapServer(dovecot!);
		onTestFinished(() => mailbox.close());
		const environment = {
			DATA_DIR: data,
			SMTP_URL: post.url,
			IMAP_URL: mailbox.url,
			MAIL_REPLY_ADDRESS: REPLY_TO,
			LOG_LEVEL: 'error'
		};
		let server = await startServer(environment);

		const vera = browser(server);
		await vera.signIn('vera');
		const me = JSON.parse((await vera.ask('/trpc/accounts.me')).text) as {
			result: { data: { structures: { structureId: string }[] } };
		};
		const opened = await vera.call('tickets.open', {
			structure: me.result.data.structures[0]!.structureId,
			subject: 'Par le chemin entier',
			category: 'incident',
			urgency: 'annoying',
			body: 'Bonjour.',
			requestKey: crypto.randomUUID()
		});
		expect(opened.status).toBe(200);
		const ticket = `[#${(JSON.parse(opened.text) as { result: { data: { number: number } } }).result.data.number}]`;
		const received = () =>
			post.received.find(
				({ subject, to }) => subject?.startsWith(ticket) && JSON.stringify(to).includes(cast.vera.email)
			);
		await expect.poll(received, { timeout: 15_000 }).toBeDefined();
		const mail = received()!;
		expect(mail.text).toContain('Vous pouvez répondre directement à ce message');
		expect(mail.replyTo?.value[0]?.address).toMatch(/^reponse\+\d+\.[0-9a-f]{20}@client\.example$/);

		const words = Array.from({ length: ANSWERS }, (_, index) => `Réponse ${index + 1}`);
		for (const [index, said] of words.entries())
			mailbox.deliver(`From: ${cast.vera.email}
To: ${mail.replyTo!.value[0]!.address}
Subject: Re: ${mail.subject}
Message-ID: <answer-${index}@mail.example>
In-Reply-To: ${mail.messageId}
References: ${[mail.references ?? []].flat().join(' ')} ${mail.messageId}
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

${said}

Le dim. 22 nov. 2026 à 09:12, DEFI <${REPLY_TO}> a écrit :
> Bonjour
`);
		await expect.poll(() => posted(data).length, { timeout: 20_000, interval: 5 }).toBeGreaterThan(2);
		await server.kill();
		const before = posted(data).length;
		expect(before, 'killed in the middle').toBeLessThan(ANSWERS);

		server = await startServer(environment);
		await expect.poll(() => posted(data).length, { timeout: 30_000 }).toBe(ANSWERS);
		await expect
			.poll(() => mailbox.mails().filter((name) => /,\w*S\w*$/.test(name)).length, { timeout: 15_000 })
			.toBe(ANSWERS);
		expect((await server.stop()).code).toBe(0);
		expect(posted(data).sort()).toEqual(words.sort());
		expect(inData(data, 'select count(*) from incoming_mail')).toEqual([ANSWERS]);
	}
);

const posted = (data: string) => inData(data, "select body from ticket_message where via = 'mail'") as string[];

function inData(data: string, query: string): unknown[] {
	const sqlite = new Sqlite(join(data, 'portal.db'), { readonly: true, timeout: 5000 });
	const rows = sqlite.prepare(query).pluck().all();
	sqlite.close();
	return rows;
}
