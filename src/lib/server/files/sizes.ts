import { buffer } from 'node:stream/consumers';
import { m } from '#lib/paraglide/messages.js';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Draft } from '#server/platform/files.ts';
import { inTurn, refusalOf } from './picture.ts';
import * as store from './store.ts';
import { release } from './sweep.ts';

/** One size of a picture, in pixels. */
export interface PictureSize {
	hash: string;
	width: number;
	height: number;
}

type Made = PictureSize & { draft: Draft };

/** A picture is at most so many times as high as it is wide: a strip nobody can look at is made smaller, and WebP knows an end. */
const HIGHEST = 3;

/**
 * Makes a picture the actor has put the vendor's own, in several widths of WebP, none larger than it came; `write` names
 * them in rows of its own, in the transaction that keeps them. What was put is forgotten then. Refused at the field of
 * files, with nothing kept, when it is gone or no picture.
 */
export async function takePicture<C extends Ctx<'staff'>, R>(
	ctx: C,
	id: string,
	widths: readonly number[],
	write: (ctx: Omit<C, 'db'> & { db: Trx }, sizes: PictureSize[]) => Promise<R>
): Promise<R> {
	const { id: accountId } = ctx.actor.account;
	const waiting = await store.findUpload(ctx.db, accountId, id, ctx.now());
	if (!waiting) throw refused(m.files_gone());
	if (waiting.width === null) {
		await forgetUpload(ctx, id);
		throw refused(m.files_no_picture());
	}
	const made: Made[] = [];
	try {
		await inTurn(() => make(ctx, waiting.hash, widths, made));
		const [result, taken] = await transact(ctx, async (ctx) => {
			const taken = await store.takeUploads(ctx.db, accountId, [id], ctx.now());
			if (taken.length === 0) throw refused(m.files_gone());
			for (const { draft } of made) await ctx.files.keep(draft);
			await store.insertStored(
				ctx.db,
				made.map(({ draft, hash, width, height }) => ({
					...{ hash, width, height },
					type: 'image/webp',
					size: draft.size,
					createdAt: ctx.now()
				}))
			);
			const sizes = made.map(({ draft: _draft, ...size }) => size);
			return [await write(ctx, sizes), taken] as const;
		});
		await release(ctx, taken.flatMap(hashesOf));
		return result;
	} catch (error) {
		await release(
			ctx,
			made.map(({ hash }) => hash)
		).catch(() => {});
		throw error;
	} finally {
		for (const { draft } of made) await ctx.files.drop(draft);
	}
}

const refused = (reason: string) => new AppError('invalid', m.errors_invalid(), { fields: { files: reason } });

const hashesOf = ({ hash, previewHash }: { hash: string; previewHash: string | null }) =>
	previewHash ? [hash, previewHash] : [hash];

async function forgetUpload(ctx: Ctx<'staff'>, id: string): Promise<void> {
	const gone = await transact(ctx, (ctx) => store.takeUploads(ctx.db, ctx.actor.account.id, [id], ctx.now()));
	await release(ctx, gone.flatMap(hashesOf));
}

/** Adds the sizes to a list, one after the other, the smallest first. */
async function make(ctx: Ctx<'staff'>, hash: string, widths: readonly number[], made: Made[]): Promise<void> {
	const stored = await ctx.files.read(hash);
	if (!stored) throw refused(m.files_gone());
	const bytes = await buffer(stored);
	const { default: sharp } = await import('sharp');
	sharp.cache(false);
	sharp.concurrency(1);
	try {
		for (const width of widths) {
			let seen: { width: number; height: number } | undefined;
			const draft = await ctx.files.made(async (path) => {
				seen = await sharp(bytes)
					.resize({ width, height: width * HIGHEST, fit: 'inside', withoutEnlargement: true })
					.webp({ quality: 82, effort: 4 })
					.toFile(path);
			});
			const size = { width: seen!.width, height: seen!.height };
			// No larger than the one before: that was the picture as it came.
			if (made.some((other) => other.width >= size.width)) {
				await ctx.files.drop(draft);
				return;
			}
			made.push({ draft, hash: draft.hash, ...size });
		}
	} catch (error) {
		throw refusalOf(error);
	}
}
