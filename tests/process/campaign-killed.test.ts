import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { keptMails } from '#server/platform/kept-mails.ts';
import { browser } from './browser.ts';
import { startServer, temporaryFolder } from './server.ts';

const PEOPLE = 150;
const MOST_ROUNDS = 12;

test(
	'a portal killed again and again while it sends a campaign leaves nobody out, and has one cause for each',
	{ timeout: 180_000 },
	async () => {
		const data = temporaryFolder();
		let server = await startServer({ DATA_DIR: data });
		const mona = browser(server);
		await mona.signIn('mona');
		listPeople(data);
		const created = await mona.submit('/staff/campaigns/new', { name: 'Toutes', beginning: 'all', rate: '3600' });
		const path = created.headers.location!;
		const seen = /name="seen" value="(\d+)"/.exec((await mona.ask(path)).text)![1]!;
		expect(Number(seen)).toBeGreaterThanOrEqual(PEOPLE);
		const started = await mona.submit(`${path}?/start`, { seen, confirmed: 'on' });
		expect([started.status, started.headers.location]).toEqual([303, path]);

		let rounds = 0;
		for (let left = count(data, 'unsent'); left > 0 && rounds < MOST_ROUNDS; rounds++) {
			await until(() => count(data, 'unsent') < left);
			await server.kill();
			left = count(data, 'unsent');
			// What a minute's rate allows may leave at once, as after a real stop.
			within(data, (db) => db.exec(`update campaign set next_at = '2026-01-01T00:00:00.000Z'`));
			server = await startServer({ DATA_DIR: data });
		}
		expect(rounds, 'it was killed in the middle').toBeGreaterThan(2);
		await until(() => count(data, 'unsent') === 0);
		await server.stop();

		expect(count(data, 'people')).toBe(Number(seen));
		expect(count(data, 'causes'), 'one cause for each').toBe(Number(seen));
		expect(count(data, 'mails'), 'one mail for each').toBe(Number(seen));
		// A mail whose sending was cut off is sent once more, as the same mail: whoever receives both can tell.
		const kept = (await keptMails(join(data, 'mails'), 10_000)).filter(({ text }) => text.includes('/activation/'));
		const arrived = new Set(kept.map(({ to }) => to));
		expect(arrived.size).toBe(Number(seen));
		expect(kept.length).toBeLessThanOrEqual(Number(seen) + rounds);
	}
);

const COUNTS = {
	people: `select count(*) from campaign_recipient where state = 'sent'`,
	unsent: `select count(*) from campaign_recipient where state in ('to_send', 'queued')`,
	causes: `select count(*) from outbox where kind = 'campaign.invited'`,
	mails: `select count(*) from mail where kind = 'campaign.invited' and sent_at is not null`
};

const count = (data: string, what: keyof typeof COUNTS): number =>
	within(data, (db) => db.prepare(COUNTS[what]).pluck().get() as number);

/** As an import lists them. */
function listPeople(data: string): void {
	within(data, (db) => {
		const insert = db.prepare(`insert into contact (id, structure_id, email, civility, first_name, last_name, phone,
				function, search_text, access, role, refusal_reason, created_at)
			select ?, id, ?, '', 'Nadia', 'Weber', '', '', 'weber nadia', 'pending', 'user', '', ? from structure limit 1`);
		for (let n = 0; n < PEOPLE; n++) insert.run(randomUUID(), `p${n}@ancien.example`, new Date().toISOString());
	});
}

function within<R>(data: string, work: (db: Sqlite.Database) => R): R {
	const db = new Sqlite(join(data, 'portal.db'), { timeout: 5000 });
	try {
		return work(db);
	} finally {
		db.close();
	}
}

async function until(reached: () => boolean): Promise<void> {
	const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
	for (let waited = 0; !reached(); waited += 5) {
		if (waited > 45_000) throw new Error('It does not go on.');
		await pause(5);
	}
}
