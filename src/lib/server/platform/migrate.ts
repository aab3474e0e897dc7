import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { Db } from './db.ts';
import { SettingsError } from './settings.ts';

export type Migrations = Record<string, { up(db: Kysely<unknown>): Promise<void> }>;

/**
 * Brings the database up to this program, each migration in its own transaction (Kysely gives SQLite none).
 * Refuses data written by a newer program. Returns the names applied now.
 */
export async function migrate(db: Db, migrations: Migrations, now: () => string): Promise<string[]> {
	const pending = await pendingOf(db, migrations);
	for (const name of pending) {
		await db.transaction().execute(async (trx) => {
			await migrations[name]!.up(trx as unknown as Kysely<unknown>);
			await trx.insertInto('migration').values({ name, appliedAt: now() }).execute();
		});
	}
	return pending;
}

/** Names of the migrations still to run, in order. */
export async function pendingOf(db: Db, migrations: Migrations): Promise<string[]> {
	await db.schema
		.createTable('migration')
		.ifNotExists()
		.addColumn('name', 'text', (c) => c.primaryKey())
		.addColumn('applied_at', 'text', (c) => c.notNull())
		.execute();
	const applied = (await db.selectFrom('migration').select('name').execute()).map((row) => row.name);
	const unknown = applied.filter((name) => !(name in migrations));
	if (unknown.length > 0) {
		throw new SettingsError(
			`The data folder was written by a newer version of the portal (${unknown.join(', ')}). Start that version, or restore a backup made before it.`
		);
	}
	return Object.keys(migrations)
		.sort()
		.filter((name) => !applied.includes(name));
}

/** A consistent copy of the database in `<data>/backups`, taken while it may be written. Returns its path. */
export async function backUp(sqlite: Sqlite.Database, dataDir: string, reason: string, now: string): Promise<string> {
	const folder = join(dataDir, 'backups');
	mkdirSync(folder, { recursive: true });
	const stem = join(folder, `${now.slice(0, 19).replaceAll(':', '-')}-${reason}`);
	let file = `${stem}.db`;
	for (let copy = 2; existsSync(file); copy++) file = `${stem}-${copy}.db`;
	await sqlite.backup(file);
	return file;
}
