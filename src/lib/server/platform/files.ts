import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { m } from '#lib/paraglide/messages.js';
import { AppError } from './errors.ts';

/** Bytes on the disk that are nobody's yet: {@link Files.keep} makes a stored file of them, {@link Files.drop} nothing. */
export interface Draft {
	path: string;
	size: number;
	/** SHA-256 in hexadecimal, under which they will be found. */
	hash: string;
}

export interface Files {
	/** Stores the bytes and returns their SHA-256 in hexadecimal, under which they are found again. Durable on return. */
	put(bytes: Buffer): Promise<string>;
	/**
	 * Writes what comes as it comes, never all of it in memory. Null once there is more than `most` bytes: nothing of it
	 * stays, and the rest is let go by, so that whoever sends it can read the answer. A full disk is `storage_full`.
	 */
	draft(from: Readable, most: number): Promise<Draft | null>;
	/** A draft of what `write` puts at a path, such as a picture made smaller. */
	made(write: (path: string) => Promise<unknown>): Promise<Draft>;
	/** Makes a stored file of a draft. Durable on return. */
	keep(draft: Draft): Promise<string>;
	drop(draft: Draft): Promise<void>;
	/** Bytes of a stored file, all or from `start` to `end` (both included), or null where there is none. */
	read(hash: string, part?: { start: number; end: number }): Promise<Readable | null>;
	/** Removes a stored file that nobody refers to. */
	remove(hash: string): Promise<void>;
	/** Stored files nobody has put anew since a moment, ISO 8601, by the first two figures of their hash. */
	untouchedSince(moment: string): AsyncIterable<{ prefix: string; hashes: string[] }>;
	/** Removes drafts of before a moment, which a process that was killed left behind. */
	dropDrafts(before: string): Promise<void>;
}

/** Files outside the web root, each under its own hash: the same file twice is kept once. Their age is by the portal's clock, `now`. */
export function filesIn(folder: string, now: () => string): Files {
	const drafts = join(folder, 'drafts');
	const pathOf = (hash: string) => join(folder, hash.slice(0, 2), hash);

	async function keep({ path, hash }: Draft): Promise<string> {
		const target = pathOf(hash);
		// In one go, as is removing: between looking and taking it for there, nobody can remove it.
		if (touched(target, now())) {
			rmSync(path, { force: true });
			return hash;
		}
		const isNew = mkdirSync(dirname(target), { recursive: true, mode: 0o700 }) !== undefined;
		renameSync(path, target);
		await flush(dirname(target));
		if (isNew) await flush(folder);
		return hash;
	}

	/** What `write` left at a new path, flushed; nothing where it fails. */
	async function draftBy(write: (path: string) => Promise<unknown>): Promise<Draft> {
		mkdirSync(drafts, { recursive: true, mode: 0o700 });
		const path = join(drafts, randomUUID());
		try {
			await write(path);
			touched(path, now());
			return await measured(path);
		} catch (error) {
			await rm(path, { force: true });
			throw full(error) ? new AppError('storage_full', m.errors_storage_full(), { retryAfter: 60 }) : error;
		}
	}

	return {
		put: async (bytes) =>
			keep(
				await draftBy(async (path) => {
					const file = await open(path, 'wx', 0o600);
					await file.writeFile(bytes).finally(() => file.close());
				})
			),
		async draft(from, most) {
			try {
				let all = false;
				const draft = await draftBy(async (path) => (all = await written(from, most, path)));
				if (all) return draft;
				await rm(draft.path, { force: true });
				return null;
			} finally {
				from.resume();
			}
		},
		made: draftBy,
		keep,
		drop: ({ path }) => rm(path, { force: true }),
		async read(hash, part) {
			if (!/^[0-9a-f]{64}$/.test(hash) || !(await exists(pathOf(hash)))) return null;
			return createReadStream(pathOf(hash), part);
		},
		remove: async (hash) => rmSync(pathOf(hash), { force: true }),
		async *untouchedSince(moment) {
			for (const prefix of (await namesIn(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
				const hashes = (await namesIn(join(folder, prefix))).filter((hash) => isOlder(pathOf(hash), moment));
				if (hashes.length > 0) yield { prefix, hashes };
			}
		},
		async dropDrafts(before) {
			for (const name of await namesIn(drafts))
				if (isOlder(join(drafts, name), before)) await rm(join(drafts, name), { force: true });
		}
	};
}

/** Whether all of it went in. */
async function written(from: Readable, most: number, path: string): Promise<boolean> {
	const file = await open(path, 'wx', 0o600);
	try {
		let size = 0;
		// Left open when it is too long: it may be the connection the answer goes out by.
		for await (const part of from.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
			size += part.length;
			if (size > most) return false;
			await file.appendFile(part);
		}
		return true;
	} finally {
		await file.close();
	}
}

const PIECE_BYTES = 256 * 1024;

/** Read back once, which also says that the disk has what it was given. */
async function measured(path: string): Promise<Draft> {
	const file = await open(path, 'r+');
	try {
		const hash = createHash('sha256');
		let size = 0;
		// One piece of memory for all of it, however long it is.
		const piece = Buffer.alloc(PIECE_BYTES);
		for (;;) {
			const { bytesRead } = await file.read(piece, 0, PIECE_BYTES, size);
			if (bytesRead === 0) break;
			hash.update(piece.subarray(0, bytesRead));
			size += bytesRead;
		}
		await file.sync();
		return { path, size, hash: hash.digest('hex') };
	} finally {
		await file.close();
	}
}

/** A renamed file is there after a power cut only once its folder is on the disk too. */
async function flush(folder: string): Promise<void> {
	const handle = await open(folder, 'r');
	await handle.sync().finally(() => handle.close());
}

/** Whether there is a file at a path, which counts as put at that moment from now on. */
function touched(path: string, moment: string): boolean {
	try {
		const at = new Date(moment);
		utimesSync(path, at, at);
		return true;
	} catch {
		return false;
	}
}

const isOlder = (path: string, moment: string): boolean => {
	const found = statSync(path, { throwIfNoEntry: false });
	return found !== undefined && found.mtimeMs < Date.parse(moment);
};

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

const full = (error: unknown): boolean =>
	['ENOSPC', 'EDQUOT'].includes(String((error as NodeJS.ErrnoException | null)?.code));

const exists = (path: string): Promise<boolean> =>
	stat(path).then(
		(found) => found.isFile(),
		() => false
	);
