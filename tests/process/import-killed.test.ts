import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { oldPortalExpected as expected } from '../support/old-portal.ts';
import { portal, startPortalCommand, temporaryFolder } from './server.ts';

const folder = join(import.meta.dirname, '../old-portal');
const FILES = ['--structures', join(folder, 'structures.csv'), '--contacts', join(folder, 'contacts.csv')];
const IMPORT = ['import', ...FILES, '--leave-out'];
const KILLS = 10;
const WRITES = 'Bringing rows';

/** What an import has left in a data folder. */
function left(data: string) {
	const sqlite = new Sqlite(join(data, 'portal.db'));
	const count = (table: string) => Number(sqlite.prepare(`select count(*) from ${table}`).pluck().get());
	try {
		expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
		expect(sqlite.pragma('foreign_key_check')).toEqual([]);
		return {
			structures: count('structure'),
			contacts: count('contact'),
			said: count('imported_row'),
			runs: count('import_run'),
			done: count("import_run where state = 'done'")
		};
	} finally {
		sqlite.close();
	}
}

const NOTHING = { structures: 0, contacts: 0, said: 0, runs: 0, done: 0 };
const ALL = {
	structures: expected.structures.valid,
	contacts: expected.contacts.valid,
	said: expected.structures.valid + expected.contacts.valid,
	runs: 1,
	done: 1
};

test('an import killed at any moment leaves nothing of itself, and the next one brings everything', async () => {
	const empty = join(temporaryFolder(), 'data');
	expect((await portal(['migrate'], { DATA_DIR: empty })).code).toBe(0);
	const copy = () => {
		const data = join(temporaryFolder(), 'data');
		cpSync(empty, data, { recursive: true });
		return data;
	};

	// How long one takes from its first write to its end, so that moments fall into it.
	const whole = startPortalCommand(IMPORT, { DATA_DIR: copy() });
	await whole.says(WRITES);
	const begun = performance.now();
	expect(await whole.ended).toMatchObject({ code: 0 });
	const writing = performance.now() - begun;

	let inTheMiddle = 0;
	for (let kill = 0; kill < KILLS; kill++) {
		const data = copy();
		const run = startPortalCommand(IMPORT, { DATA_DIR: data });
		// Every fifth while the files are read, the others while rows are written.
		if (kill % 5 === 0) await run.says('Reading contacts');
		else {
			await run.says(WRITES);
			await pause(Math.random() * writing * 0.8);
		}
		run.kill();
		const { code } = await run.ended;
		const found = left(data);
		if (code === null) inTheMiddle++;
		else expect(found, 'it ended before it was killed').toEqual(ALL);
		expect([NOTHING, ALL], 'all or nothing').toContainEqual(found);

		if (kill < KILLS - 1 && kill % 3 !== 0) continue;
		expect(await portal(IMPORT, { DATA_DIR: data })).toMatchObject({ code: 0 });
		expect(left(data)).toMatchObject({ ...ALL, runs: expect.any(Number), done: expect.any(Number) });
	}
	expect(inTheMiddle, 'the kills tested something').toBeGreaterThan(KILLS / 2);
});
