import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { migrations } from '#migrations';
import { addressOf } from './accounts/domain.ts';
import { warmUpPasswords } from './accounts/passwords.ts';
import { housekeeping } from './housekeeping.ts';
import { startImporter } from './imports/domain.ts';
import { startReader } from './incoming/reader.ts';
import { mailKinds } from './mails.ts';
import { news, pushKeys } from './notifications/domain.ts';
import type { Base } from './platform/context.ts';
import { openDatabase, type Db } from './platform/db.ts';
import { filesIn } from './platform/files.ts';
import { createHub } from './platform/hub.ts';
import { lockFolder } from './platform/lock.ts';
import { createLog } from './platform/log.ts';
import { httpsPushOffice } from './platform/push-office.ts';
import { keptPost, sparingReserved } from './platform/kept-mails.ts';
import type { PostOffice } from './platform/mail.ts';
import { backUp, migrate, pendingOf } from './platform/migrate.ts';
import type { Delivery } from './platform/outbox.ts';
import { SettingsError, type Settings } from './platform/settings.ts';
import { isLocal, smtpPost } from './platform/smtp.ts';
import { startWorker } from './platform/worker.ts';
import { senderOf } from './vendor/domain.ts';

/** A portal whose data are open, up to date and held by this process alone. */
export interface Portal {
	base: Base & { db: Db };
	delivery: Delivery;
	/** Where mails are kept that no mail server takes. */
	mailFolder: string;
	/** Names of the migrations this opening ran, and the backup made before them. */
	applied: string[];
	backup: string | null;
	/** Starts sending by itself. */
	work(): void;
	/** Begins no further mail: it is about to be closed. */
	wane(): void;
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
	const file = join(settings.dataDir, 'portal.db');
	const isNew = !existsSync(file);
	const { db, sqlite } = openDatabase(file);
	let wake = () => {};
	const base = baseOf(settings, db, () => wake());
	const { log, now } = base;
	let backup: string | null = null;
	if (!isNew && (await pendingOf(db, migrations)).length > 0) {
		backup = await backUp(sqlite, settings.dataDir, 'before-migration', now());
		log.info({ backup }, 'backed up before migrating');
	}
	const applied = await migrate(db, migrations, now);
	if (applied.length > 0) log.info({ applied }, 'migrated');
	await pushKeys(base);
	await warmUpPasswords();

	let stop = async () => {};
	let wane = () => {};
	const mailFolder = join(settings.dataDir, 'mails');
	const post = postOf(settings, mailFolder);
	const push = httpsPushOffice();
	const delivery: Delivery = { kinds: mailKinds, news, post, push, sender: (db) => senderOf(db, settings), addressOf };

	return {
		base,
		delivery,
		mailFolder,
		applied,
		backup,
		work() {
			const worker = startWorker(base, delivery, housekeeping(base, mailFolder));
			const importer = startImporter(base);
			wake = () => {
				worker.wake();
				importer.wake();
			};
			wane = worker.wane;
			const reader = settings.imapUrl ? startReader(base, settings.imapUrl) : null;
			stop = async () => {
				await Promise.all([reader?.stop(), importer.stop(), worker.stop()]);
			};
		},
		wane: () => wane(),
		async close() {
			await stop();
			post.close();
			push.close();
			await db.destroy();
			unlock();
		}
	};
}

function postOf({ smtpUrl }: Settings, mailFolder: string): PostOffice {
	const kept = keptPost(mailFolder);
	if (!smtpUrl) return kept;
	return isLocal(smtpUrl) ? smtpPost(smtpUrl) : sparingReserved(smtpPost(smtpUrl), kept);
}

const now = () => new Date().toISOString();

const baseOf = (settings: Settings, db: Db, wake: () => void): Portal['base'] => ({
	db,
	settings,
	log: createLog(settings.logLevel),
	files: filesIn(join(settings.dataDir, 'files'), now),
	hub: createHub(),
	now,
	wake
});

/**
 * Opens the data for one short act beside a portal that may be running; without one it opens them as at start.
 * Migrations are never run beside a running portal: {@link openPortal} refuses then.
 */
export async function openBeside(settings: Settings): Promise<{ base: Base & { db: Db }; close(): Promise<void> }> {
	const file = join(settings.dataDir, 'portal.db');
	if (!existsSync(file)) return openPortal(settings);
	prepareFolder(settings.dataDir);
	const { db } = openDatabase(file);
	if ((await pendingOf(db, migrations)).length > 0) {
		await db.destroy();
		return openPortal(settings);
	}
	return { base: baseOf(settings, db, () => {}), close: () => db.destroy() };
}

const FILES = ['portal.db', 'portal.db-wal', 'portal.db-shm', 'portal.lock'];

function prepareFolder(dataDir: string): void {
	try {
		makeFolder(dataDir);
		accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
	} catch (error) {
		throw new SettingsError(
			`The data folder ${dataDir} ${reasonOf(error as NodeJS.ErrnoException)}. Set DATA_DIR to a folder this user may write in.`
		);
	}
	// SQLite would open them for reading, and a lock on a file that is only read keeps nobody out.
	const foreign = FILES.map((name) => join(dataDir, name)).find((file) => existsSync(file) && !isWritable(file));
	if (foreign)
		throw new SettingsError(
			`The file ${foreign} is not writable. Run as the user it belongs to, give it to this user, or set DATA_DIR to another folder.`
		);
}

/** Not mkdir's own recursion, which never ends where the system lets nothing be made, as below /proc. */
function makeFolder(path: string): void {
	if (existsSync(path)) {
		if (!statSync(path).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
		return;
	}
	makeFolder(dirname(path));
	mkdirSync(path, { mode: 0o700 });
}

function reasonOf({ code }: NodeJS.ErrnoException): string {
	if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return 'is not writable';
	if (code === 'ENOTDIR' || code === 'EEXIST') return 'is not a folder';
	return `cannot be used (${code})`;
}

function isWritable(file: string): boolean {
	try {
		accessSync(file, constants.R_OK | constants.W_OK);
		return true;
	} catch {
		return false;
	}
}
