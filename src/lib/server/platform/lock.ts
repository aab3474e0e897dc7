import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { SettingsError } from './settings.ts';

/**
 * Takes the data folder for this process until it ends, however it ends: the operating system drops the lock of a dead
 * process, so that a killed portal restarts at once. Throws {@link SettingsError} when another process holds it.
 * Returns what releases it.
 */
export function lockFolder(dataDir: string): () => void {
	const lock = openLock(dataDir);
	try {
		lock.exec('BEGIN EXCLUSIVE');
	} catch {
		lock.close();
		throw new SettingsError(
			`The data folder ${dataDir} is in use by another portal process. Stop it first, or set DATA_DIR to another folder.`
		);
	}
	return () => lock.close();
}

function openLock(dataDir: string): Sqlite.Database {
	try {
		return new Sqlite(join(dataDir, 'portal.lock'), { timeout: 0 });
	} catch (error) {
		throw new SettingsError(
			`The data folder ${dataDir} is not writable (${(error as { code?: string }).code}). Set DATA_DIR to a folder this user may write in.`
		);
	}
}
