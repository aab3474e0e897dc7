import { m } from '#lib/paraglide/messages.js';
import type { Base, Ctx } from '#server/platform/context.ts';
import { transact, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import * as store from './store.ts';
import { release } from './sweep.ts';
import type { Described } from './table.ts';

/**
 * Takes files the actor has put out of waiting and keeps them as the vendor's own, such as a document or a picture, in
 * the order asked. Refused as a whole, at the field of files, when one is gone. Whoever keeps one names its `hash` in a
 * row of its own in the same transaction.
 */
export async function keepUploads(
	ctx: Ctx<'staff'> & { db: Trx },
	ids: readonly string[]
): Promise<(Described & { id: string })[]> {
	const wanted = [...new Set(ids)];
	if (wanted.length === 0) return [];
	const now = ctx.now();
	const taken = await store.takeUploads(ctx.db, ctx.actor.account.id, wanted, now);
	if (taken.length < wanted.length)
		throw new AppError('invalid', m.errors_invalid(), { fields: { files: m.files_gone() } });
	await store.insertStored(
		ctx.db,
		taken.map(({ hash, type, size, width, height }) => ({ hash, type, size, width, height, createdAt: now }))
	);
	return wanted.map((id) => {
		const { accountId: _by, createdAt: _since, expiresAt: _until, ...file } = taken.find((row) => row.id === id)!;
		return file;
	});
}

/** The bytes of those of some files that still wait for the actor. */
export const hashesWaiting = async (
	ctx: Pick<Ctx<'staff'>, 'actor' | 'now'> & { db: Trx },
	ids: readonly string[]
): Promise<string[]> =>
	(await store.hashesWaiting(ctx.db, ctx.actor.account.id, [...ids], ctx.now())).map(({ hash }) => hash);

/** Forgets those of the vendor's files that nothing names any more, bytes included. Not inside a transaction. */
export async function forgetStored(base: Base, hashes: readonly string[]): Promise<void> {
	if (hashes.length === 0) return;
	const unused = await transact(base, async ({ db }) => {
		const unused = await store.unusedStored(db, [...hashes]);
		if (unused.length > 0) await store.deleteStored(db, unused);
		return unused;
	});
	await release(base, unused);
}
