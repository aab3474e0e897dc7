import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { runImport } from '#server/imports/domain.ts';
import { mailKinds } from '#server/mails.ts';
import { openDatabase } from '#server/platform/db.ts';
import type { Message } from '#server/platform/mail.ts';
import { deliverDue } from '#server/platform/outbox.ts';
import { fileOf } from './support/old-portal.ts';
import { cast, world } from './support/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'portal-beside-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A portal whose data are in a file, and another process's way to them. */
async function portalInAFile(name: string) {
	const here = await world();
	const path = join(folder, name);
	await sql`vacuum into ${path}`.execute(here.base.db);
	const { db } = openDatabase(path);
	const other = new Sqlite(path, { timeout: 0 });
	return { base: { ...here.base, db }, other };
}

test('a mail that has left is sent once, however long another process writes when it is to be noted', async () => {
	const { base, other } = await portalInAFile('mail.db');
	other
		.prepare(
			`insert into outbox (id, kind, payload, created_at, due_at, attempts) values ('1', 'account.password_forgotten', ?, '2026', '2026', 0)`
		)
		.run(JSON.stringify({ email: cast.vera.email }));
	const sent: Message[] = [];
	/** Longer than one act waits for another process. */
	const WRITES_MS = 3000;
	const post = {
		async send(message: Message) {
			sent.push(message);
			other.exec('begin immediate');
			setTimeout(() => other.exec('commit'), WRITES_MS);
		},
		close() {}
	};
	const sender = async () => ({ name: 'DEFI', email: 'portail@defi.example', contact: '' });
	await deliverDue(base, { kinds: mailKinds, post, sender });
	await deliverDue(base, { kinds: mailKinds, post, sender });
	expect(sent).toHaveLength(1);
	expect(await base.db.selectFrom('mail').select(['attempts', 'failedAt', 'lastError']).execute()).toEqual([
		{ attempts: 1, failedAt: null, lastError: null }
	]);
});

test('what an import only compares keeps nobody from writing', async () => {
	const { base, other } = await portalInAFile('import.db');
	const rows = Array.from({ length: 1000 }, (_, n) => `N${n};Mairie ${n}`);
	const structures = fileOf('structures.csv', 'code_client;raison_sociale', ...rows);
	let written = 0;
	const result = await runImport(
		base,
		{ structures, contacts: null, dryRun: true, leaveOut: false, by: null },
		({ step }) => {
			if (step !== 'writing') return;
			// Refused at once where somebody else holds the right to write.
			other.exec('begin immediate; commit');
			written++;
		}
	);
	expect(result).toMatchObject({ state: 'checked', counts: { structures: { created: 1000 } } });
	expect(written).toBeGreaterThan(2);
});
