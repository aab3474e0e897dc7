import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

export interface Files {
	/** Stores the bytes and returns their SHA-256 in hexadecimal, under which they are found again. Durable on return. */
	put(bytes: Buffer): Promise<string>;
	/** Bytes of a stored file, or null where there is none. */
	read(hash: string): Promise<Readable | null>;
}

/** Files outside the web root, each under its own hash: the same file twice is kept once. */
export function filesIn(folder: string): Files {
	const pathOf = (hash: string) => join(folder, hash.slice(0, 2), hash);
	return {
		async put(bytes) {
			const hash = createHash('sha256').update(bytes).digest('hex');
			const path = pathOf(hash);
			if (await exists(path)) return hash;
			mkdirSync(dirname(path), { recursive: true });
			const draft = `${path}.${randomUUID()}`;
			try {
				const handle = await open(draft, 'wx');
				await handle.writeFile(bytes);
				await handle.sync();
				await handle.close();
				await rename(draft, path);
			} finally {
				await rm(draft, { force: true });
			}
			return hash;
		},
		async read(hash) {
			if (!/^[0-9a-f]{64}$/.test(hash) || !(await exists(pathOf(hash)))) return null;
			return createReadStream(pathOf(hash));
		}
	};
}

const exists = (path: string): Promise<boolean> =>
	stat(path).then(
		(found) => found.isFile(),
		() => false
	);
