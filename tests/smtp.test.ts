import { expect, onTestFinished, test } from 'vitest';
import { mailKinds } from '#server/mails.ts';
import { isLocal, smtpPost } from '#server/platform/smtp.ts';
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
	expect(mail!.messageId).toMatch(/^<[0-9a-f-]{36}\.[0-9a-f]{32}@localhost>$/);
	expect(mail!.date?.getTime()).toBeGreaterThan(Date.parse(portal.base.now()) - 60_000);
	const link = /http:\/\/localhost:3000\/password\/[\w-]{43}/;
	expect(mail!.text).toMatch(link);
	expect(mail!.html).toMatch(link);
	expect(mail!.html).toContain('<html lang="fr">');
});

test('while the mail server is down nothing is lost: the mail leaves as soon as it is back, and once', async () => {
	const portal = await world();
	const server = await started();
	await forgotten(portal, 'vera');
	await server.close();
	expect(await deliver(portal, server.url)).toEqual({ sent: 0, failed: 0 });
	expect(await states(portal)).toMatchObject([
		{ attempts: 0, sentAt: null, failedAt: null, lastError: expect.stringContaining('ECONNREFUSED') }
	]);

	const back = await started({ port: Number(new URL(server.url).port) });
	expect(await deliver(portal, back.url)).toEqual({ sent: 1, failed: 0 });
	portal.pass({ days: 1 });
	await deliver(portal, back.url);
	expect(back.received).toHaveLength(1);
});

test('a mail server that is down for days uses up no try: all leaves when it is back, and staff see since when it is', async () => {
	const portal = await world();
	const server = await started();
	await server.close();
	await forgotten(portal, 'vera');
	const { outbox, home } = portal.as('sam');
	const held = async () => (await home.waiting()).waiting.find(({ kind }) => kind === 'held_mails');
	await deliver(portal, server.url);
	const since = portal.base.now();
	expect(await outbox.list({ state: 'all' })).toMatchObject({
		waiting: 1,
		outage: { since: expect.any(String), reason: expect.stringContaining('ECONNREFUSED') }
	});
	expect(await held(), 'a server that is started anew is back in a moment').toBeUndefined();
	for (let hour = 0; hour < 60; hour++) {
		portal.pass({ hours: 1 });
		await deliver(portal, server.url);
	}
	await forgotten(portal, 'adam');
	await deliver(portal, server.url);
	expect((await states(portal)).map(({ attempts, failedAt }) => [attempts, failedAt])).toEqual([
		[0, null],
		[0, null]
	]);
	expect(await held()).toMatchObject({ count: 2 });
	expect(Date.parse((await held())!.since!) - Date.parse(since)).toBeLessThan(60_000);

	const back = await started({ port: Number(new URL(server.url).port) });
	expect(await deliver(portal, back.url)).toEqual({ sent: 2, failed: 0 });
	expect(back.received).toHaveLength(2);
	expect(await held()).toBeUndefined();
	expect(await outbox.list({ state: 'all' })).toMatchObject({ waiting: 0, outage: null });
});

test('an address that is put off for two days is given up, and says why', async () => {
	const portal = await world();
	const { url } = await started({ busy: [cast.vera.email] });
	await forgotten(portal, 'vera');
	for (let hour = 0; hour < 60; hour++) {
		await deliver(portal, url);
		portal.pass({ hours: 1 });
	}
	const [mail, ...others] = await states(portal);
	expect(others).toEqual([]);
	expect(mail).toMatchObject({ attempts: 16, sentAt: null, lastError: expect.stringContaining('450') });
	expect(mail!.failedAt).not.toBeNull();
});

test('a greeting that is refused is no try of the mail, whatever it says', async () => {
	const portal = await world();
	const server = await started({ closed: true });
	await forgotten(portal, 'vera');
	expect(await deliver(portal, server.url)).toEqual({ sent: 0, failed: 0 });
	expect(await states(portal)).toMatchObject([
		{ attempts: 0, failedAt: null, lastError: expect.stringContaining('554') }
	]);
});

test('a line dropped over one address is a try of that mail, and others leave', async () => {
	const portal = await world();
	const server = await started({ dropping: [cast.adam.email] });
	await forgotten(portal, 'adam');
	await forgotten(portal, 'vera');
	expect(await deliver(portal, server.url)).toEqual({ sent: 1, failed: 0 });
	expect(await states(portal)).toMatchObject([{ attempts: 1, sentAt: null }, { sentAt: expect.any(String) }]);
	expect(await portal.as('sam').outbox.list({ state: 'all' })).toMatchObject({ outage: null });
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

/** An address of this machine that the portal does not know for one: to it this server is elsewhere. */
const ELSEWHERE = '127.0.0.2';

test('a mail server elsewhere that offers no encryption gets nothing, and the mail waits for one that does', async () => {
	const portal = await world();
	const { url, received } = await started({ host: ELSEWHERE });
	await forgotten(portal, 'vera');
	expect(await deliver(portal, url)).toEqual({ sent: 0, failed: 0 });
	expect(received).toEqual([]);
	expect(await states(portal)).toMatchObject([{ attempts: 0, lastError: expect.stringMatching(/STARTTLS/) }]);

	const better = await started({ host: ELSEWHERE, startTls: true });
	expect(await deliver(portal, better.url), 'under a certificate nobody vouches for').toEqual({ sent: 0, failed: 0 });
	expect(await deliver(portal, `${better.url}?tls.rejectUnauthorized=false`)).toEqual({ sent: 1, failed: 0 });
	expect(better.encrypted).toEqual([true]);
});

test('the operator of a network of their own may have mails leave in clear, and this machine needs no asking', async () => {
	const portal = await world();
	const elsewhere = await started({ host: ELSEWHERE });
	await forgotten(portal, 'vera');
	expect(await deliver(portal, `${elsewhere.url}?requireTLS=false`)).toEqual({ sent: 1, failed: 0 });
	expect(elsewhere.encrypted).toEqual([false]);
	for (const host of ['localhost', 'LOCALHOST', '127.0.0.1', '[::1]']) expect(isLocal(`smtp://${host}:25`)).toBe(true);
	for (const host of ['mail.example.fr', '127.0.0.2', 'localhost.example.fr', '[::2]'])
		expect(isLocal(`smtp://user:localhost@${host}:25`)).toBe(false);
});
