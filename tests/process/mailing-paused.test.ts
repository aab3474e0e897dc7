import { expect, onTestFinished, test } from 'vitest';
import { MAILING } from '../support/mailing-samples.ts';
import { massMailServer } from '../support/mass-mail-server.ts';
import { browser, type Browser } from './browser.ts';
import {
	LANES,
	listPeople,
	numberOf,
	proofOf,
	startMailing,
	startPrepared,
	valueIn,
	within,
	type Proved
} from './mass-mailing.ts';
import { startServer, temporaryFolder } from './server.ts';

const STRUCTURES = 20;
const EACH = 5;
const PEOPLE = STRUCTURES * EACH;
/** All of the last structure, and one of another. */
const isGone = (address: string) => numberOf(address) === 7 || numberOf(address) >= PEOPLE - EACH;

test('a mailing that was paused, lost its server for hours and was tried again is one mail an address, and the proof is true at each stage', async () => {
	let mended = false;
	const post = await massMailServer({
		slow: 15,
		isUnknown: (address) => !mended && isGone(address),
		busyTries: () => 0
	});
	onTestFinished(post.die);
	const data = temporaryFolder();
	const sam = browser(await startServer({ DATA_DIR: data, SMTP_URL: post.url }));
	await sam.signIn('sam');
	listPeople(data, STRUCTURES, EACH);
	const ours = () => post.taken.filter(({ to }) => numberOf(to) >= 0);
	const path = await startMailing(sam, PEOPLE);
	const id = path.split('/').at(-1)!;
	const inState = (state: string) =>
		valueIn(data, `select count(*) from mailing_recipient where mailing_id = '${id}' and state = '${state}'`);

	/** What the server took is said to be sent, as that mail, and nothing else is. */
	async function expectTrueProof(): Promise<[string, Proved][]> {
		const proof = await proofOf(sam, path);
		const taken = new Map(ours().map(({ to, messageId }) => [to, messageId]));
		expect(taken.size, 'one mail an address').toBe(ours().length);
		const ofOurs = [...proof].filter(([to]) => numberOf(to) >= 0);
		expect(ofOurs).toHaveLength(PEOPLE);
		for (const [to, { state, takenAt, messageId }] of ofOurs) {
			expect([to, state === 'Envoyé', takenAt !== '']).toEqual([to, taken.has(to), taken.has(to)]);
			if (taken.has(to)) expect(messageId).toBe(taken.get(to));
		}
		return ofOurs;
	}

	await until(() => ours().length > 10);
	await sam.submit(`${path}?/pause`, {});
	// What was handed over to the outbox still leaves.
	await until(() => inState('queued') === 0);
	const atPause = ours().length;
	expect(atPause).toBeLessThan(PEOPLE - EACH);
	await anotherMailing(sam, data);
	expect(ours(), 'while another one goes all its way, nothing of this one leaves').toHaveLength(atPause);
	const paused = await expectTrueProof();
	expect(paused.filter(([, { state }]) => state === 'À envoyer').length).toBe(
		PEOPLE - atPause - paused.filter(([, { state }]) => state === 'Échec').length
	);

	await sam.submit(`${path}?/resume`, {});
	await until(() => ours().length > atPause + 5);
	await post.die();
	// Written down after the mails that met it.
	await until(() => valueIn(data, UNREACHED) > 0 && valueIn(data, OUTAGES) > 0);
	hoursPass(data, 30);
	expect(valueIn(data, TRIED), 'only those under way when it died').toBeLessThanOrEqual(LANES);
	expect((await sam.ask('/staff')).text).toMatch(/serveur d’envoi, qui ne répond pas/);
	expect((await sam.ask('/staff/mails')).text).toContain('ECONNREFUSED');
	const during = await expectTrueProof();
	expect(during.filter(([to, { state }]) => state === 'Échec' && !isGone(to))).toEqual([]);

	await post.comeBack();
	const back = performance.now();
	await until(() => inState('to_send') + inState('queued') === 0);
	expect(performance.now() - back, 'by itself').toBeLessThan(60_000);
	const failed = (await expectTrueProof()).filter(([, { state }]) => state !== 'Envoyé');
	expect(failed.map(([to]) => to).every(isGone)).toBe(true);
	expect(failed).toHaveLength(EACH + 1);
	for (const [to, { state, why, unreached }] of failed)
		expect([to, state, why, unreached]).toEqual([
			to,
			'Échec',
			expect.stringContaining('550'),
			numberOf(to) === 7 ? '' : `Mairie ${STRUCTURES - 1}`
		]);
	expect((await sam.ask('/staff')).text).not.toMatch(/serveur d’envoi, qui ne répond pas/);

	mended = true;
	const before = new Map(failed.map(([to, { messageId }]) => [to, messageId]));
	await sam.submit(`${path}?/retryFailed`, {});
	await until(() => valueIn(data, `select count(*) from mailing where id = '${id}' and ended_at is not null`) === 1);
	const all = await expectTrueProof();
	expect(all.filter(([, { state, unreached }]) => state !== 'Envoyé' || unreached !== '')).toEqual([]);
	expect(ours()).toHaveLength(PEOPLE);
	for (const { to, messageId } of ours().filter(({ to }) => isGone(to)))
		expect(messageId, 'the same mail').toBe(before.get(to));
});

const UNREACHED = `select count(*) from mail where bulk = 1 and settled_at is null and attempts = 0 and last_error <> ''`;
const OUTAGES = `select count(*) from setting where key = 'mail-outage' and value ->> '$.since' is not null`;
const TRIED = 'select count(*) from mail where bulk = 1 and settled_at is null and attempts > 0';

/** To one structure of the demo, from its beginning to its end. */
async function anotherMailing(sam: Browser, data: string): Promise<void> {
	const { kind, subjectFr, textFr } = MAILING;
	const content = { kind, subjectFr, textFr, rate: '60000', beginning: 'none' };
	const { headers } = await sam.submit('/staff/mailings/new', content);
	const path = headers.location!;
	const mailing = path.split('/').find((part) => part.length > 30)!;
	const sexey = valueIn<string>(data, `select id from structure where customer_number = 'C10601'`);
	await sam.call('mailings.choose', { mailing, act: 'add', structures: [sexey] });
	await startPrepared(sam, `/staff/mailings/${mailing}`, 1);
	await until(
		() =>
			valueIn(data, `select count(*) from mailing where id = '${mailing}' and ended_at is not null and sent > 0`) === 1
	);
}

/** What is written down moves back, instead of the clock of a process moving on. */
function hoursPass(data: string, hours: number): void {
	const back = (column: string) => `strftime('%Y-%m-%dT%H:%M:%fZ', ${column}, '-${hours} hours')`;
	within(data, (db) =>
		db
			.transaction(() => {
				db.exec(
					`update mail set created_at = ${back('created_at')}, due_at = ${back('due_at')} where settled_at is null`
				);
				db.exec(`update setting set value = json_set(value, '$.since', ${back("value ->> '$.since'")})
				where key = 'mail-outage'`);
			})
			.immediate()
	);
}

async function until(reached: () => boolean): Promise<void> {
	const limit = performance.now() + 50_000;
	while (!reached()) {
		if (performance.now() > limit) throw new Error('It does not go on.');
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}
