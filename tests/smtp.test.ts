import { expect, onTestFinished, test } from 'vitest';
import { mailKinds } from '#server/mails.ts';
import { smtpPost } from '#server/platform/mail.ts';
import { deliverDue } from '#server/platform/outbox.ts';
import { mailServer, type MailServer } from './support/mail-server.ts';
import { cast, world, type World } from './support/world.ts';

const SENDER = { name: 'DEFI Informatique', email: 'portail@defi-informatique.example', contact: '' };

/** Works the outbox once, as the running portal does, over real SMTP. */
function deliver({ base }: World, url: string) {
	const post = smtpPost(url);
	onTestFinished(() => post.close());
	return deliverDue(base, { kinds: mailKinds, post, sender: async () => SENDER });
}

async function started(...behaviour: Parameters<typeof mailServer>): Promise<MailServer> {
	const server = await mailServer(...behaviour);
	onTestFinished(() => server.close());
	return server;
}

const forgotten = ({ visitor }: World, person: 'adam' | 'vera') =>
	visitor().accounts.forgetPassword({ email: cast[person].email });
const states = ({ base }: World) =>
	base.db
		.selectFrom('mail')
		.select(['recipient', 'attempts', 'sentAt', 'failedAt', 'lastError'])
		.orderBy('createdAt')
		.execute();

test('a mail carries who sends it, what made it, its language, text and HTML, and leaves once', async () => {
	const portal = await world();
	const { url, received } = await started();
	await forgotten(portal, 'adam');
	expect(await deliver(portal, url)).toEqual({ sent: 1, failed: 0 });
	expect(await deliver(portal, url)).toEqual({ sent: 0, failed: 0 });

	expect(received).toHaveLength(1);
	const [mail] = received;
	expect(mail!.from?.value).toEqual([{ name: SENDER.name, address: SENDER.email }]);
	expect(mail!.to).toMatchObject({ value: [{ address: cast.adam.email }] });
	expect(mail!.headers.get('auto-submitted')).toBe('auto-generated');
	expect(mail!.headers.get('content-language')).toBe('fr');
	expect(mail!.messageId).toMatch(/^<[0-9a-f-]{36}@localhost>$/);
	expect(mail!.date?.getTime()).toBeGreaterThan(Date.now() - 60_000);
	const link = /http:\/\/localhost:3000\/password\/[\w-]{43}/;
	expect(mail!.text).toMatch(link);
	expect(mail!.html).toMatch(link);
	expect(mail!.html).toContain('<html lang="fr">');
});

test('while the mail server is down nothing is lost: the mail leaves at the next try, and once', async () => {
	const portal = await world();
	const server = await started();
	await forgotten(portal, 'vera');
	await server.close();
	expect(await deliver(portal, server.url)).toEqual({ sent: 0, failed: 0 });
	expect(await states(portal)).toMatchObject([
		{ attempts: 1, sentAt: null, failedAt: null, lastError: expect.stringContaining('ECONNREFUSED') }
	]);

	const back = await started({ port: Number(new URL(server.url).port) });
	expect(await deliver(portal, back.url), 'not before a minute has passed').toEqual({ sent: 0, failed: 0 });
	portal.pass({ seconds: 61 });
	expect(await deliver(portal, back.url)).toEqual({ sent: 1, failed: 0 });
	portal.pass({ days: 1 });
	await deliver(portal, back.url);
	expect(back.received).toHaveLength(1);
});

test('a mail server down for two days makes a mail given up, and says why', async () => {
	const portal = await world();
	const server = await started();
	await server.close();
	await forgotten(portal, 'vera');
	for (let hour = 0; hour < 60; hour++) {
		await deliver(portal, server.url);
		portal.pass({ hours: 1 });
	}
	const [mail, ...others] = await states(portal);
	expect(others).toEqual([]);
	expect(mail).toMatchObject({ sentAt: null, lastError: expect.stringContaining('ECONNREFUSED') });
	expect(mail!.failedAt).not.toBeNull();
});

test('an address the server refuses for good is given up at once, and the others get theirs', async () => {
	const portal = await world();
	const { url, received } = await started({ unknown: [cast.adam.email] });
	await forgotten(portal, 'adam');
	await forgotten(portal, 'vera');
	expect(await deliver(portal, url)).toEqual({ sent: 1, failed: 1 });
	expect(received.map(({ to }) => to)).toMatchObject([{ value: [{ address: cast.vera.email }] }]);
	expect(await states(portal)).toMatchObject([
		{
			recipient: cast.adam.email,
			sentAt: null,
			failedAt: expect.any(String),
			lastError: expect.stringContaining('550')
		},
		{ recipient: cast.vera.email, failedAt: null, sentAt: expect.any(String) }
	]);
});

test('a server that dies before saying it took the mail gets it again, under the same Message-ID', async () => {
	const portal = await world();
	const { url, received } = await started({ diesAfterData: 1 });
	await forgotten(portal, 'vera');
	expect(await deliver(portal, url)).toEqual({ sent: 0, failed: 0 });
	portal.pass({ seconds: 61 });
	expect(await deliver(portal, url)).toEqual({ sent: 1, failed: 0 });
	expect(received).toHaveLength(2);
	expect(received[1]!.messageId).toBe(received[0]!.messageId);
});
