import { mkdirSync, accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { migrations } from '#migrations';
import { warmUpPasswords } from './accounts/passwords.ts';
import { forgetExpired } from './accounts/domain.ts';
import { mailKinds } from './mails.ts';
import type { Base } from './platform/context.ts';
import { openDatabase, type Db } from './platform/db.ts';
import { filesIn } from './platform/files.ts';
import { lockFolder } from './platform/lock.ts';
import { createLog } from './platform/log.ts';
import { keptPost, smtpPost } from './platform/mail.ts';
import { backUp, migrate, pendingOf } from './platform/migrate.ts';
import type { Delivery } from './platform/outbox.ts';
import { SettingsError, type Settings } from './platform/settings.ts';
import { startWorker } from './platform/worker.ts';
import { senderOf } from './vendor/domain.ts';

/** A portal whose data are open, up to date and held by this process alone. */
export interface Portal {
	base: Base & { db: Db };
	delivery: Delivery;
	/** Where mails are kept without SMTP settings. */
	mailFolder: string;
	/** Starts sending by itself. */
	work(): void;
	/** Finishes the mail under way, then lets go of the data. */
	close(): Promise<void>;
}

/**
 * Opens the data folder: creates it where there is none, takes it for this process, backs up and migrates.
 * Throws {@link SettingsError} with one clear line when that cannot be.
 */
export async function openPortal(settings: Settings): Promise<Portal> {
	prepareFolder(settings.dataDir);
	const unlock = lockFolder(settings.dataDir);
	try {
		return await open(settings, unlock);
	} catch (error) {
		unlock();
		throw error;
	}
}

async function open(settings: Settings, unlock: () => void): Promise<Portal> {
	const log = createLog(settings.logLevel);
	const now = () => new Date().toISOString();
	const file = join(settings.dataDir, 'portal.db');
	const isNew = !existsSync(file);
	const { db, sqlite } = openDatabase(file);
	if (!isNew && (await pendingOf(db, migrations)).length > 0) {
		log.info({ backup: await backUp(sqlite, settings.dataDir, 'before-migration', now()) }, 'backed up before migrating');
	}
	const applied = await migrate(db, migrations, now);
	if (applied.length > 0) log.info({ applied }, 'migrated');
	await warmUpPasswords();

	let wake = () => {};
	let stop = async () => {};
	const base: Portal['base'] = { db, settings, log, files: filesIn(join(settings.dataDir, 'files')), now, wake: () => wake() };
	const mailFolder = join(settings.dataDir, 'mails');
	const post = settings.smtpUrl ? smtpPost(settings.smtpUrl) : keptPost(mailFolder);
	const delivery: Delivery = { kinds: mailKinds, post, sender: (db) => senderOf(db, settings) };

	return {
		base,
		delivery,
		mailFolder,
		work() {
			const worker = startWorker(base, delivery, hourly(() => forgetExpired(base)));
			wake = worker.wake;
			stop = worker.stop;
		},
		async close() {
			await stop();
			post.close();
			await db.destroy();
			unlock();
		}
	};
}

function prepareFolder(dataDir: string): void {
	try {
		mkdirSync(dataDir, { recursive: true, mode: 0o700 });
		accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		const reason = code === 'EROFS' || code === 'EACCES' || code === 'EPERM' ? 'is not writable' : code === 'ENOTDIR' || code === 'EEXIST' ? 'is not a folder' : `cannot be used (${code})`;
		throw new SettingsError(`The data folder ${dataDir} ${reason}. Set DATA_DIR to a folder this user may write in.`);
	}
}

const HOUR_MS = 3_600_000;

function hourly(work: () => Promise<void>): () => Promise<void> {
	let next = 0;
	return async () => {
		if (Date.now() < next) return;
		next = Date.now() + HOUR_MS;
		await work();
	};
}
