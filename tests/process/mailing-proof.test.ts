import { expect, onTestFinished, test } from 'vitest';
import { massMailServer } from '../support/mass-mail-server.ts';
import { browser, type Browser } from './browser.ts';
import { LANES, listPeople, numberOf, proofOf, startMailing, valueIn, within } from './mass-mailing.ts';
import { startServer, temporaryFolder } from './server.ts';

const STRUCTURES = 500;
const EACH = 10;
const PEOPLE = STRUCTURES * EACH;

const isUnknown = (address: string) => numberOf(address) % 50 === 7;
const isBusy = (address: string) => numberOf(address) % 40 === 3;

test(
	'5,000 people get one mail each through a mail server that is slow, refuses some and dies, and the proof says what it saw',
	{ timeout: 240_000 },
	async () => {
		const post = await massMailServer({
			slow: 2,
			isUnknown,
			busyTries: (address) => (isBusy(address) ? 1 : 0)
		});
		onTestFinished(post.die);
		const data = temporaryFolder();
		const environment = { DATA_DIR: data, SMTP_URL: post.url };
		let server = await startServer(environment);
		let sam = browser(server);
		await sam.signIn('sam');
		listPeople(data, STRUCTURES, EACH);
		const path = await startMailing(sam, PEOPLE);
		const ours = () => post.taken.filter(({ to }) => numberOf(to) >= 0);

		await until(data, () => ours().length > 1200);
		await post.die();
		await until(data, () => count(data, 'unreachable') > 0);
		const stopped = ours().length;
		expect(count(data, 'tried'), 'only those under way when it died count as tried').toBeLessThanOrEqual(LANES);
		await passwordForgotten(sam);
		await post.comeBack();
		// It comes back by itself, without anybody’s help.
		await until(data, () => ours().length > stopped + 800);
		expect(new Set(ours().map(({ to }) => to)).size, 'each of them once').toBe(ours().length);

		await server.kill();
		server = await startServer(environment);
		sam = sam.at(server);
		await until(
			data,
			() => count(data, 'unsettled') === 0,
			() => wake(sam, path, data)
		);

		const times = Map.groupBy(ours(), ({ to }) => to);
		const reachable = Array.from({ length: PEOPLE }, (_, n) => `p${n}@proof.example`).filter((to) => !isUnknown(to));
		expect([...times.keys()].sort()).toEqual(reachable.sort());
		for (const [to, mails] of times)
			expect(new Set(mails.map(({ messageId }) => messageId)).size, `${to}: one mail`).toBe(1);
		// What the server had taken when the process was ended, before that was written down, is sent again as the same mail.
		expect(ours().length - reachable.length).toBeLessThanOrEqual(LANES);

		const proof = await proofOf(sam, path);
		for (const [to, [mail]] of times) {
			const { state, takenAt, messageId } = proof.get(to)!;
			expect([to, state, takenAt !== '', messageId]).toEqual([to, 'Envoyé', true, mail!.messageId]);
		}
		const ofOurs = [...proof].filter(([to]) => numberOf(to) >= 0);
		const failed = ofOurs.filter(([to]) => isUnknown(to));
		expect(failed).toHaveLength(PEOPLE / 50);
		for (const [, { state, takenAt, why }] of failed)
			expect([state, takenAt, why]).toEqual(['Échec', '', expect.stringContaining('550')]);
		expect(ofOurs.filter(([, { state }]) => state === 'Envoyé')).toHaveLength(reachable.length);
		await until(
			data,
			() => /Terminé/.test(count(data, 'ended') === 1 ? 'Terminé' : ''),
			() => wake(sam, path, data)
		);
	}
);

/** While a thousand mails wait, what one person waits for does not: it is tried at once, and waits for nothing but the server. */
async function passwordForgotten(sam: Browser): Promise<void> {
	expect((await sam.submit('/password/forgotten', { email: 'vera.lemoine@sexey-aux-forges.example' })).status).toBe(
		303
	);
}

/** What time and the rate would bring in an hour, without waiting for it; a change of the rate wakes the portal. */
async function wake(sam: Browser, path: string, data: string): Promise<void> {
	within(data, (db) =>
		db.exec(`update mail set due_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') where settled_at is null`)
	);
	await sam.submit(`${path}?/rate`, { rate: '60000' });
}

/** The demo's draft waits for ever. */
const OURS = 'mailing_id in (select id from mailing where started_at is not null)';
const COUNTS = {
	unreachable: `select count(*) from mail where bulk = 1 and settled_at is null and attempts = 0 and last_error <> ''`,
	tried: `select count(*) from mail where bulk = 1 and settled_at is null and attempts > 0 and last_error not like '%450%'`,
	unsettled: `select count(*) from mailing_recipient where state in ('to_send', 'queued') and ${OURS}`,
	ended: `select count(*) from mailing where ended_at is not null and people = ${PEOPLE} + (select count(*)
		from mailing_recipient where mailing_id = mailing.id and email not like '%@proof.example' and state <> 'left_out')`
};

const count = (data: string, what: keyof typeof COUNTS): number => valueIn(data, COUNTS[what]);

/** Waits, letting the rate allow meanwhile what it allows in a minute. */
async function until(data: string, reached: () => boolean, meanwhile = async () => {}): Promise<void> {
	const limit = performance.now() + 120_000;
	while (!reached()) {
		if (performance.now() > limit) throw new Error(`It does not go on: ${count(data, 'unsettled')} are not settled.`);
		within(data, (db) =>
			db.exec(`update mailing set next_at = '2026-01-01T00:00:00.000Z' where started_at is not null`)
		);
		await meanwhile();
		await new Promise((resolve) => setTimeout(resolve, 250));
	}
}
