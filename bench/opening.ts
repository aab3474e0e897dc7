import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { ask, median } from './load.ts';
import { submit } from './person.ts';

/** Under the number of tickets one account may open in an hour. */
const EACH = 8;

/** Milliseconds until a ticket opened by the form is acknowledged, beside what the form's page and one durable commit take. Taken in turns, so that the machine's moods meet all three. */
export async function opening(
	address: string,
	cookies: string[],
	below: string
): Promise<{ acknowledged: number; commit: number; page: number }> {
	const disk = durable(below);
	const taken = { acknowledged: [] as number[], commit: [] as number[], page: [] as number[] };
	const timed = async (into: number[], work: () => unknown) => {
		const before = performance.now();
		await work();
		into.push(performance.now() - before);
	};
	for (const cookie of cookies.flatMap((one) => Array<string>(EACH).fill(one))) {
		await timed(taken.commit, disk.commit);
		await timed(taken.page, () => ask(address, { headers: { cookie, accept: 'text/html' } }));
		const fields = {
			subject: 'Mesure',
			category: 'question',
			urgency: 'minor',
			body: 'Un ticket ouvert pour mesurer.',
			requestKey: randomUUID()
		};
		await timed(taken.acknowledged, async () => {
			const { status } = await submit(address, fields, cookie);
			if (status !== 303) throw new Error(`The ticket was not opened: ${status}`);
		});
	}
	disk.close();
	return { acknowledged: median(taken.acknowledged), commit: median(taken.commit), page: median(taken.page) };
}

/** A database beside the portal's, on the same disk and with the same durability. */
function durable(below: string) {
	const folder = mkdtempSync(join(below, 'commit-'));
	const sqlite = new Sqlite(join(folder, 'commit.db'));
	sqlite.pragma('journal_mode = WAL');
	sqlite.pragma('synchronous = FULL');
	sqlite.exec('create table line (id integer primary key, words text not null)');
	const insert = sqlite.prepare('insert into line (words) values (?)');
	return {
		commit: () => insert.run('Un ticket ouvert pour mesurer.'.repeat(20)),
		close() {
			sqlite.close();
			rmSync(folder, { recursive: true });
		}
	};
}
