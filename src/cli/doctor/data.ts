import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { migrations } from '#migrations';
import { openDatabase, type Db } from '#server/platform/db.ts';
import type { Settings } from '#server/platform/settings.ts';
import { vendorOf } from '#server/vendor/domain.ts';
import { note, ok, problem, type Finding } from './finding.ts';

/** The database, the files it names and the mails that wait. Changes nothing. */
export async function* checkData({ dataDir }: Settings): AsyncGenerator<Finding> {
	const file = join(dataDir, 'portal.db');
	if (!existsSync(file)) return;
	const { db, sqlite } = openDatabase(file);
	try {
		yield* soundness(sqlite);
		const missing = await missingMigrations(db);
		yield missing.length === 0
			? ok('The data are of this version')
			: note(`To migrate: ${missing.join(', ')}`, 'The next start does it, after a backup.');
		if (missing.length > 0) return;
		yield await storedFiles(db, join(dataDir, 'files'));
		yield* await mails(db);
		yield await managers(db);
		if ((await vendorOf(db)).demo)
			yield note(
				'These are the demo’s data: everybody knows its logins',
				'Set VENDOR_NAME and a new DATA_DIR for your own portal.'
			);
	} finally {
		await db.destroy();
	}
}

const RESTORE = 'Stop the portal, keep a copy of the data folder, and restore the last good one.';

function* soundness(sqlite: Sqlite.Database): Generator<Finding> {
	const damage = sqlite.pragma('integrity_check', { simple: true });
	yield damage === 'ok'
		? ok('The database is whole')
		: problem(`The database is damaged: ${String(damage).split('\n')[0]}`, RESTORE);
	const dangling = sqlite.pragma('foreign_key_check') as { table: string }[];
	yield dangling.length === 0
		? ok('Every reference holds')
		: problem(`${dangling.length} references lead nowhere, in ${dangling[0]!.table}`, RESTORE);
	const [journal, synchronous] = [
		sqlite.pragma('journal_mode', { simple: true }),
		sqlite.pragma('synchronous', { simple: true })
	];
	yield journal === 'wal' && synchronous === 2
		? ok('What is acknowledged is on the disk (WAL, synchronous=FULL)')
		: problem(
				`journal_mode=${journal}, synchronous=${synchronous}`,
				'Report this: writes could be lost at a power cut.'
			);
}

async function missingMigrations(db: Db): Promise<string[]> {
	const applied = await db
		.selectFrom('migration')
		.select('name')
		.execute()
		.catch(() => []);
	return Object.keys(migrations).filter((name) => !applied.some((row) => row.name === name));
}

async function storedFiles(db: Db, folder: string): Promise<Finding> {
	const files = await db
		.selectFrom('storedFile')
		.select(['hash', 'size'])
		.union(db.selectFrom('ticketFile').select(['hash', 'size']))
		.execute();
	let missing = 0;
	for (const { hash, size } of files) {
		const found = await stat(join(folder, hash.slice(0, 2), hash)).catch(() => null);
		if (found?.size !== size) missing++;
	}
	return missing === 0
		? ok(`All ${files.length} stored files are there`)
		: problem(
				`${missing} of ${files.length} stored files are missing or cut short`,
				'Copy the files folder back from the last good copy.'
			);
}

const LATE_MS = 3_600_000;

async function mails(db: Db): Promise<Finding[]> {
	const late = new Date(Date.now() - LATE_MS).toISOString();
	const { failed, waiting } = await db
		.selectFrom('mail')
		.select((eb) => [
			eb.fn.count<number>('id').filterWhere('failedAt', 'is not', null).as('failed'),
			eb.fn.count<number>('id').filterWhere('settledAt', 'is', null).filterWhere('createdAt', '<', late).as('waiting')
		])
		.executeTakeFirstOrThrow();
	const { stuck } = await db
		.selectFrom('outbox')
		.select((eb) => eb.fn.count<number>('id').as('stuck'))
		.where('expandedAt', 'is', null)
		.where('createdAt', '<', late)
		.executeTakeFirstOrThrow();
	return [
		failed === 0
			? ok('No mail was given up')
			: note(`${failed} mails were given up`, 'Staff see which, and why, on the page of mails.'),
		waiting + stuck === 0
			? ok('No mail has waited for more than an hour')
			: problem(
					`${waiting + stuck} mails have waited for more than an hour`,
					'Is the portal running, and does the mail server answer?'
				)
	];
}

async function managers(db: Db): Promise<Finding> {
	const manager = await db
		.selectFrom('account')
		.select('id')
		.where('staffRole', '=', 'manager')
		.limit(1)
		.executeTakeFirst();
	return manager
		? ok('There is a manager')
		: problem('There is no manager', 'Make one: npm run portal -- manager create --help');
}
