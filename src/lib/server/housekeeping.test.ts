import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { cast, DEMO_PASSWORD, jar, world } from '../../../tests/support/world.ts';
import { housekeeping } from './housekeeping.ts';
import { mailKinds } from './mails.ts';
import { keptPost } from './platform/kept-mails.ts';
import { deliverDue } from './platform/outbox.ts';
import { readSettings } from './platform/settings.ts';

const { email } = cast.vera;

/** A portal that keeps its mails in a folder of its own. */
async function keeping() {
	const portal = await world();
	// Nobody waits: reminders would send mails of their own.
	await portal.base.db.updateTable('contact').set({ access: 'active' }).where('access', '=', 'pending').execute();
	await portal.base.db.deleteFrom('accessRequest').execute();
	const folder = mkdtempSync(join(tmpdir(), 'mails-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const sender = async () => ({ name: 'DEFI Informatique', email: 'portail@defi-informatique.example', contact: '' });
	const keepHouse = housekeeping(portal.base, folder);
	const rowsIn = async (table: 'mail' | 'outbox' | 'auditEntry' | 'session' | 'signUp' | 'link' | 'rateLimit') =>
		Number(
			(
				await portal.base.db
					.selectFrom(table)
					.select((eb) => eb.fn.countAll().as('rows'))
					.executeTakeFirstOrThrow()
			).rows
		);
	return {
		...portal,
		folder,
		rowsIn,
		deliver: () => deliverDue(portal.base, { kinds: mailKinds, post: keptPost(folder), sender }),
		/** As the running portal does, days later. */
		async after(days: number) {
			portal.pass({ days });
			await keepHouse();
		}
	};
}

test('mails are kept for 90 days once they left, in the folder and on the page of staff', async () => {
	const { visitor, deliver, after, rowsIn, folder } = await keeping();
	await visitor().accounts.forgetPassword({ email });
	await visitor().accounts.forgetPassword({ email: 'nobody@ailleurs.example' });
	await deliver();
	await after(89);
	expect([readdirSync(folder).length, await rowsIn('mail')]).toEqual([1, 1]);
	await visitor().accounts.forgetPassword({ email });
	await deliver();
	await after(1);
	await after(1);
	expect([readdirSync(folder).length, await rowsIn('mail'), await rowsIn('outbox')]).toEqual([1, 1, 1]);
});

test('a mail that has not left is kept however old it is', async () => {
	const { visitor, base, after, rowsIn, deliver } = await keeping();
	await visitor().accounts.forgetPassword({ email });
	await deliver();
	await base.db.updateTable('mail').set({ settledAt: null, sentAt: null }).execute();
	await after(400);
	expect([await rowsIn('mail'), await rowsIn('outbox')]).toEqual([1, 1]);
});

test('who did what is kept for three years, then forgotten by parts', async () => {
	const { as, after, rowsIn, base } = await keeping();
	await as('vera').accounts.setPreferences({ theme: 'dark' });
	const [entry] = await base.db.selectFrom('auditEntry').selectAll().execute();
	for (let n = 0; n < 1200; n++)
		await base.db
			.insertInto('auditEntry')
			.values({ ...entry!, id: `${n}` })
			.execute();
	await after(3 * 365 - 1);
	expect(await rowsIn('auditEntry')).toBe(1201);
	await as('vera').accounts.setPreferences({ theme: 'light' });
	await after(2);
	expect(await rowsIn('auditEntry')).toBe(1);
});

test('the operator may say how long', async () => {
	const { visitor, base, deliver, after, rowsIn, folder } = await keeping();
	const { keepMailsDays, keepAuditDays } = readSettings({ KEEP_MAILS_DAYS: '7', KEEP_AUDIT_DAYS: '30' });
	base.settings = { ...base.settings, keepMailsDays, keepAuditDays };
	await visitor().accounts.forgetPassword({ email });
	await deliver();
	await after(8);
	expect([readdirSync(folder).length, await rowsIn('mail'), await rowsIn('auditEntry')]).toEqual([0, 0, 1]);
	await after(23);
	expect(await rowsIn('auditEntry')).toBe(0);
	for (const days of ['0', '-1', '1.5', 'never'])
		expect(() => readSettings({ KEEP_AUDIT_DAYS: days })).toThrow('KEEP_AUDIT_DAYS');
});

test('sessions, links, sign-ups and counted limits go once they are past', async () => {
	const { visitor, deliver, after, rowsIn } = await keeping();
	await visitor(jar()).accounts.signIn({ email, password: DEMO_PASSWORD });
	await visitor().accounts.forgetPassword({ email });
	await visitor().accounts.signUp({
		firstName: 'Lucie',
		lastName: 'Thiriet',
		email: 'lucie@ailleurs.example',
		password: 'Moselle-2026!',
		confirmation: 'Moselle-2026!'
	});
	await deliver();
	const left = async () =>
		Promise.all((['session', 'link', 'signUp', 'rateLimit'] as const).map((table) => rowsIn(table)));
	await after(0);
	expect((await left()).every((rows) => rows > 0)).toBe(true);
	await after(2);
	expect(await left()).toEqual([1, 0, 0, 0]);
	await after(29);
	expect(await left()).toEqual([0, 0, 0, 0]);
});

test('what cannot be done holds up nothing else of what time brings', async () => {
	const { base, visitor, deliver, after, rowsIn } = await keeping();
	await visitor().accounts.forgetPassword({ email });
	await deliver();
	await sql`drop table campaign_recipient`.execute(base.db);
	await after(1);
	await after(90);
	expect(await rowsIn('mail')).toBe(0);
});
