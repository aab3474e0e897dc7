import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { SettingsError } from './settings.ts';

/**
 * Takes the data folder for this process until it ends, however it ends: the operating system drops the lock of a dead
 * process, so that a killed portal restarts at once. Throws {@link SettingsError} when another process holds it.
 * Returns what releases it.
 */
export function lockFolder(dataDir: string): () => void {
	const lock = new Sqlite(join(dataDir, 'portal.lock'), { timeout: 0 });
	try {
		lock.exec('BEGIN EXCLUSIVE');
	} catch {
		lock.close();
		throw new SettingsError(`The data folder ${dataDir} is in use by another portal process. Stop it first, or set DATA_DIR to another folder.`);
	}
	return () => lock.close();
}
