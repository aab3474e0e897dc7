import { createECDH, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { cast } from '#server/demo/cast.ts';
import { mailServer } from '../support/mail-server.ts';
import { pushService, subscriber, vapidOf } from '../support/push-service.ts';
import { draft } from '../support/ticket.ts';
import { browser } from './browser.ts';
import { startServer, temporaryFolder } from './server.ts';

/** A portal, a push service and a mail server of the test, and Véra, whose browser was just turned on. */
async function scene() {
	const [service, mails] = [await pushService(), await mailServer()];
	onTestFinished(() => Promise.all([service.close(), mails.close()]).then(() => {}));
	const data = temporaryFolder();
	const certificate = join(temporaryFolder(), 'service.pem');
	writeFileSync(certificate, service.cert);
	const environment = {
		DATA_DIR: data,
		SMTP_URL: mails.url,
		PUSH_SERVICES: service.host,
		NODE_EXTRA_CA_CERTS: certificate
	};
	const server = await startServer(environment);
	const [vera, sam] = [browser(server), browser(server)];
	await Promise.all([vera.signIn('vera'), sam.signIn('sam')]);
	const answered = <T>({ text }: { text: string }) => (JSON.parse(text) as { result: { data: T } }).result.data;
	const { key } = answered<{ key: string }>(await vera.ask('/trpc/notifications.push'));
	const device = subscriber();
	const endpoint = `${service.origin}/push/of-vera`;
	const turnedOn = await vera.call('notifications.turnOn', { endpoint, ...device.keys });
	expect(turnedOn.status).toBe(200);
	const structure = (await vera.ask('/')).headers.location!.split('/')[2]!;
	const { number } = answered<{ number: number }>(await vera.call('tickets.open', draft(structure)));
	const toVera = () => mails.received.filter(({ to }) => JSON.stringify(to).includes(cast.vera.email)).length;
	// That it was opened.
	await expect.poll(toVera, { timeout: 10_000 }).toBe(1);

	const write = (sql: string) => {
		const sqlite = new Sqlite(join(data, 'portal.db'));
		sqlite.prepare(sql).run();
		sqlite.close();
	};
	const read = (sql: string) => {
		const sqlite = new Sqlite(join(data, 'portal.db'), { readonly: true });
		const rows = sqlite.prepare(sql).raw().all();
		sqlite.close();
		return rows;
	};
	let strangers = 0;
	return {
		...{ service, mails, server, environment, vera, toVera, device, endpoint, key, structure, number, read },
		reply: async (body = 'Voici.') =>
			expect(
				(await sam.call('tickets.reply', { number, body, status: 'waiting', requestKey: randomUUID() })).status
			).toBe(200),
		/** What waits for its moment has come to it: the portal looks as soon as anything happens in it. */
		async later() {
			write("update mail set due_at = '2020-01-01' where settled_at is null");
			write("update push set due_at = '2020-01-01'");
			await browser(server).call('accounts.forgetPassword', { email: `nobody-${++strangers}@ailleurs.example` });
		},
		answers: () =>
			read("select sent_at is not null from mail where kind = 'ticket.answered' and settled_at is not null")
	};
}

test('an answer comes to the device once, encrypted for it alone and signed by the portal; read in time, no mail follows', async () => {
	const { service, reply, device, key, endpoint, number, structure, vera, later, answers, toVera } = await scene();
	await reply('Le code est 1234.');
	await service.until(1);
	const [push] = service.arrived;
	expect(push!.path).toBe(new URL(endpoint).pathname);
	expect(push!.headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'high' });
	expect(Number(push!.headers.ttl)).toBeGreaterThan(800);
	expect(push!.headers.topic).toMatch(/^[\w-]{32}$/);
	const vapid = vapidOf(push!.headers.authorization!);
	expect(vapid.key).toBe(key);
	expect(vapid.claims).toMatchObject({ aud: service.origin, sub: expect.stringMatching(/^mailto:[^@]+@[^@]+$/) });
	const now = Date.now() / 1000;
	expect(vapid.claims.exp).toBeGreaterThan(now);
	expect(vapid.claims.exp).toBeLessThanOrEqual(now + 86_400);
	expect(push!.body.toString('latin1')).not.toContain('ticket');
	expect(() => subscriber().decrypted(push!.body)).toThrow();
	const content = device.decrypted(push!.body) as { id: string };
	expect(content).toMatchObject({ title: 'Samuel a répondu', href: `/s/${structure}/tickets/${number}`, locale: 'fr' });
	expect(JSON.stringify(content)).not.toContain('1234');

	expect((await vera.call('notifications.opened', { id: content.id })).status).toBe(200);
	await later();
	await expect.poll(answers).toEqual([[0]]);
	expect(toVera()).toBe(1);
	expect(service.arrived).toHaveLength(1);
});

test('one nobody looked at becomes one mail; the keys and the device outlive a restart', async () => {
	const { service, mails, reply, later, answers, toVera, server, environment, key, read } = await scene();
	await reply();
	await service.until(1);
	expect(answers()).toEqual([]);
	await later();
	await expect.poll(answers).toEqual([[1]]);
	expect(toVera()).toBe(2);
	const count = mails.received.length;
	await later();
	expect((await server.stop()).code).toBe(0);
	expect(server.output()).not.toContain(service.host);
	const again = await startServer(environment);
	const vera = browser(again);
	await vera.signIn('vera');
	expect((await vera.ask('/trpc/notifications.push')).text).toContain(key);
	expect(read('select count(*) from push_subscription')).toEqual([[1]]);
	expect(service.arrived).toHaveLength(1);
	expect(mails.received).toHaveLength(count);
});

test('the keys are made at the first start, before anybody asks, stay the same at the next, and are never told', async () => {
	const environment = { DATA_DIR: temporaryFolder(), DEMO: 'no', LOG_LEVEL: 'debug' };
	const stored = () => {
		const sqlite = new Sqlite(join(environment.DATA_DIR, 'portal.db'), { readonly: true });
		const rows = sqlite.prepare("select value from setting where key = 'push-keys'").pluck().all() as string[];
		sqlite.close();
		return rows;
	};
	const first = await startServer(environment);
	const [kept, ...others] = stored();
	expect(others).toEqual([]);
	const { publicKey, privateKey } = JSON.parse(kept!) as Record<string, string>;
	const curve = createECDH('prime256v1');
	curve.setPrivateKey(privateKey!, 'base64url');
	expect(curve.getPublicKey('base64url')).toBe(publicKey);
	expect((await browser(first).ask('/healthz')).status).toBe(200);
	expect((await first.stop()).code).toBe(0);
	const second = await startServer(environment);
	expect((await browser(second).ask('/healthz')).status).toBe(200);
	expect(stored()).toEqual([kept]);
	for (const { output } of [first, second]) expect(output()).not.toContain(privateKey);
});

test('a device the service knows no more is forgotten, and its person mailed at once', async () => {
	const { service, reply, answers, read, toVera } = await scene();
	service.answer(410);
	await reply();
	await service.until(1);
	await expect.poll(answers).toEqual([[1]]);
	expect(toVera()).toBe(2);
	expect(read('select count(*) from push_subscription')).toEqual([[0]]);
	await reply('Encore.');
	await expect.poll(answers).toEqual([[1], [1]]);
	expect(service.arrived).toHaveLength(1);
});

test('a service that is down costs some tries, then one mail', async () => {
	const { service, reply, answers, read, later, toVera } = await scene();
	await service.close();
	await reply();
	const tries = () => read('select attempts from push');
	await expect.poll(tries).toEqual([[1]]);
	expect(answers()).toEqual([]);
	await expect
		.poll(async () => {
			await later();
			return answers();
		})
		.toEqual([[1]]);
	expect(toVera()).toBe(2);
	expect(read('select count(*) from push_subscription')).toEqual([[1]]);
});

test('signing out ends the device: the next answer is a mail at once', async () => {
	const { service, vera, reply, answers, read } = await scene();
	expect((await vera.submit('/logout', {})).status).toBe(303);
	expect(read('select count(*) from push_subscription')).toEqual([[0]]);
	await reply();
	await expect.poll(answers).toEqual([[1]]);
	expect(service.arrived).toEqual([]);
});
