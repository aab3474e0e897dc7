import Sqlite from 'better-sqlite3';
import type { KyselyPlugin } from 'kysely';
import { expect, onTestFinished, test, vi } from 'vitest';
import { mailKinds } from '#server/mails.ts';
import { mailServer } from '../../../../tests/support/mail-server.ts';
import { cast, world, type World } from '../../../../tests/support/world.ts';
import { transact } from './db.ts';
import { refusalOf } from '../../../../tests/support/refusal.ts';
import { Unreachable, type Message, type PostOffice } from './mail.ts';
import { deliverDue, deliverShare, enqueue, type Delivery } from './outbox.ts';
import { smtpPost } from './smtp.ts';
import { startWorker } from './worker.ts';

const sender = async () => ({ name: 'DEFI Informatique', email: 'portail@defi-informatique.example', contact: '' });
const deliveryBy = (post: PostOffice): Delivery => ({ kinds: mailKinds, post, sender });
const never = () => false;

const PEOPLE = ['adam', 'vera', 'otto', 'thea'] as const;
async function forgotten({ visitor }: World, people: readonly (typeof PEOPLE)[number][] = PEOPLE) {
	for (const person of people) await visitor().accounts.forgetPassword({ email: cast[person].email });
}

/** A disk that is full as long as `refuses` says. */
function fullDisk(here: World, refuses: () => boolean) {
	const plugin: KyselyPlugin = {
		transformQuery({ node }) {
			if (node.kind === 'UpdateQueryNode' && refuses())
				throw new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL');
			return node;
		},
		transformResult: async ({ result }) => result
	};
	return { ...here.base, db: here.base.db.withPlugin(plugin) };
}

test('a mail that left and cannot be noted does not leave again: the note is written first', async () => {
	const here = await world();
	await forgotten(here, ['adam', 'vera']);
	const taken: string[] = [];
	let full = false;
	const base = fullDisk(here, () => full);
	const delivery = deliveryBy({
		async send({ to }: Message) {
			taken.push(to);
			full = taken.length === 1;
		},
		close() {}
	});
	expect(await refusalOf(deliverDue(base, delivery))).toMatchObject({ code: 'storage_full' });
	expect(await refusalOf(deliverDue(base, delivery)), 'still full').toMatchObject({ code: 'storage_full' });
	expect(taken).toHaveLength(1);
	full = false;
	await deliverDue(base, delivery);
	await deliverDue(base, delivery);
	expect(taken.sort()).toEqual([cast.adam.email, cast.vera.email].sort());
	const unsent = await base.db.selectFrom('mail').select('id').where('sentAt', 'is', null).execute();
	expect(unsent).toEqual([]);
});

test('where a note fails, no other mail is begun, and the round ends only with those under way', async () => {
	const here = await world();
	await forgotten(here);
	await here.base.db.updateTable('outbox').set({ bulk: 1 }).execute();
	let [begun, ended, full] = [0, 0, false];
	const both = Promise.withResolvers<void>();
	const slow = Promise.withResolvers<void>();
	const base = fullDisk(here, () => full);
	const delivery = deliveryBy({
		atOnce: 2,
		async send() {
			if (++begun === 2) both.resolve();
			await both.promise;
			full = true;
			if (++ended === 2) await slow.promise;
		},
		close() {}
	});
	let over = false;
	const round = refusalOf(deliverShare(base, delivery, 'bulk', never)).finally(() => (over = true));
	await both.promise;
	for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
	expect(over).toBe(false);
	full = false;
	slow.resolve();
	expect(await round).toMatchObject({ code: 'storage_full' });
	expect(begun).toBe(2);
});

test('one lost connection holds up nobody else; two in a row end the round', async () => {
	const here = await world();
	await forgotten(here);
	const tried: string[] = [];
	const closing = (fails: (nth: number) => boolean) =>
		deliveryBy({
			async send({ to }: Message) {
				tried.push(to);
				if (fails(tried.length)) throw Object.assign(new Error('421 closing'), { responseCode: 421 });
			},
			close() {}
		});
	expect(
		await deliverDue(
			here.base,
			closing((nth) => nth === 1)
		)
	).toEqual({ sent: 3, failed: 0 });
	tried.length = 0;
	await here.base.db.updateTable('mail').set({ settledAt: null, sentAt: null, dueAt: here.base.now() }).execute();
	expect(
		await deliverShare(
			here.base,
			closing(() => true),
			'urgent',
			never
		)
	).toMatchObject({ sent: 0, cutOff: true });
	expect(tried).toHaveLength(2);
});

test('a server that was down for hours is asked every minute at most, and all leaves within a minute of its coming back', async () => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
	const here = await world();
	await forgotten(here);
	for (const person of PEOPLE)
		await transact(here.base, (ctx) =>
			enqueue(ctx, 'account.password_forgotten', { email: cast[person].email }, { bulk: true })
		);
	let [isDown, tried] = [true, 0];
	const taken: string[] = [];
	const post = {
		async send({ messageId }: Message) {
			tried++;
			if (isDown) throw new Unreachable(new Error('connect ECONNREFUSED'));
			taken.push(messageId);
		},
		close() {}
	};
	const worker = startWorker(here.base, deliveryBy(post), async () => {});
	onTestFinished(async () => {
		await worker.stop();
		vi.useRealTimers();
	});
	/** The clock of the portal with that of the timers, and whatever a round does. */
	const pass = async (seconds: number) => {
		for (let left = seconds; left > 0; left -= 5) {
			here.pass({ seconds: 5 });
			vi.advanceTimersByTime(5000);
			for (let turn = 0; turn < 60; turn++) await new Promise(setImmediate);
		}
	};
	await pass(3600);
	expect(taken).toEqual([]);
	// Two mails of either queue at a time.
	expect(tried).toBeGreaterThan(100);
	expect(tried).toBeLessThanOrEqual(4 * 64);
	tried = 0;
	for (let n = 0; n < 20; n++) worker.wake();
	await pass(60);
	expect(tried, 'whoever wakes it').toBeLessThanOrEqual(4);
	isDown = false;
	await pass(65);
	expect(taken).toHaveLength(2 * PEOPLE.length);
	expect(new Set(taken).size).toBe(taken.length);
});

test('what one person waits for arrives while a slow server keeps what is sent to many waiting', async () => {
	const here = await world();
	const slow = Promise.withResolvers<void>();
	const server = await mailServer({ holds: ({ to }) => (to === cast.adam.email ? undefined : slow.promise) });
	const post = smtpPost(server.url);
	for (const person of ['vera', 'otto', 'thea', 'noor', 'mona'] as const)
		await transact(here.base, (ctx) =>
			enqueue(ctx, 'account.password_forgotten', { email: cast[person].email }, { bulk: true })
		);
	const worker = startWorker(here.base, deliveryBy(post), async () => {});
	onTestFinished(async () => {
		slow.resolve();
		await worker.stop();
		post.close();
		await server.close();
	});
	await server.held(4);
	await forgotten(here, ['adam']);
	worker.wake();
	await server.until(1);
	expect(server.received.map(({ to }) => to)).toMatchObject([{ value: [{ address: cast.adam.email }] }]);
});

test('a portal about to stop begins no further mail, and finishes the one under way', async () => {
	const here = await world();
	await forgotten(here);
	const begun = Promise.withResolvers<void>();
	const slow = Promise.withResolvers<void>();
	let sent = 0;
	const post = {
		async send() {
			begun.resolve();
			await slow.promise;
			sent++;
		},
		close() {}
	};
	const worker = startWorker(here.base, deliveryBy(post), async () => {});
	await begun.promise;
	worker.wane();
	slow.resolve();
	await worker.stop();
	expect(sent).toBe(1);
});
