import type { Base } from '#server/platform/context.ts';
import { transact } from '#server/platform/db.ts';
import { after } from '#server/platform/limits.ts';
import * as store from './store.ts';

/** What was put within this time may still be on its way into a row. */
const SAFE_SECONDS = 86_400;

/**
 * Forgets files that waited in vain, and the vendor's own that nothing names any more though a killed process kept them,
 * then stored bytes no row names any more, and drafts a killed process left. Bytes of
 * the last day stay: a file is stored before its row is written.
 */
export async function sweepFiles(base: Base): Promise<void> {
	const expired = await transact(base, (ctx) => store.takeExpired(ctx.db, ctx.now()));
	await release(
		base,
		expired.flatMap(({ hash, previewHash }) => (previewHash ? [hash, previewHash] : [hash]))
	);
	const before = after(base.now(), -SAFE_SECONDS);
	for (let after: string | undefined = ''; after !== undefined;)
		after = await transact(base, async ({ db }) => {
			const hashes = await store.storedBefore(db, before, after!, AT_ONCE);
			const unused = hashes.length > 0 ? await store.unusedStored(db, hashes) : [];
			if (unused.length > 0) await store.deleteStored(db, unused);
			return hashes.at(-1);
		});
	await base.files.dropDrafts(before);
	for await (const { hashes } of base.files.untouchedSince(before)) await release(base, hashes);
}

const AT_ONCE = 200;

/**
 * Removes stored bytes that no row names. In a transaction, though it writes nothing: files are kept in one too, and
 * only one runs at a time, so that none is removed while somebody is about to name it.
 */
export async function release(base: Base, hashes: string[]): Promise<void> {
	for (let from = 0; from < hashes.length; from += AT_ONCE) {
		const some = hashes.slice(from, from + AT_ONCE);
		await transact(base, async (ctx) => {
			const named = await store.namedAmong(ctx.db, some);
			for (const hash of some) if (!named.has(hash)) await ctx.files.remove(hash);
		});
	}
}
