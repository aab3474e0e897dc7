import type { Readable } from 'node:stream';
import { m } from '#lib/paraglide/messages.js';
import type { Base, Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Draft } from '#server/platform/files.ts';
import { newId } from '#server/platform/ids.ts';
import { after, consume } from '#server/platform/limits.ts';
import { limitsOf } from '#server/platform/stored-limits.ts';
import { inspect } from './inspect.ts';
import { typeOf } from './kinds.ts';
import { cleanName, endingOf, withEnding } from './name.ts';
import { isRemade, remake } from './picture.ts';
import * as store from './store.ts';
import { release } from './sweep.ts';
import type { Described } from './table.ts';

export { inTurn } from './picture.ts';
export { takePicture, type PictureSize } from './sizes.ts';
export { forgetStored, hashesWaiting, keepUploads } from './stored.ts';
export { sweepFiles } from './sweep.ts';

/** Time to write the message the file is for, over a night if need be. */
const WAITS_SECONDS = 86_400;
const FILES_PER_ACCOUNT = { points: 200, seconds: 3_600 };
/** A day's; at least what one message may carry, whatever the limits were set to. */
const BYTES_PER_ACCOUNT = { points: 2 * 1024 ** 3, seconds: 86_400 };
/** The vendor's staff put a month's invoices of all customers in one morning, some thousands; customers never do. */
const FILES_OF_STAFF = { points: 6_000, seconds: 3_600 };
const BYTES_OF_STAFF = { points: 20 * 1024 ** 3, seconds: 86_400 };

/** A file as its sender sees it while it waits. */
export interface Shown {
	id: string;
	name: string;
	type: string;
	size: number;
	width: number | null;
	height: number | null;
}

/** Puts a file of the actor's where it waits for their message. Of one that is refused nothing stays. */
export async function upload(
	ctx: Ctx<'signedIn'>,
	{ name, content, size = 0 }: { name: string; content: Readable; size?: number | undefined }
): Promise<Shown> {
	// A connection may break once nobody reads any more.
	content.on('error', () => {});
	try {
		const { maxFileBytes } = await limitsOf(ctx);
		// What says itself that it is too long is not read.
		if (size > maxFileBytes) throw tooBig(maxFileBytes);
		const { id, staffRole } = ctx.actor.account;
		const limits = staffRole ? { files: FILES_OF_STAFF, bytes: BYTES_OF_STAFF } : undefined;
		return await uploadFor(ctx, id, { name, content }, limits);
	} finally {
		// Refused unread, it would keep whoever sends it waiting.
		content.resume();
	}
}

/** The same for a file that comes another way, such as by mail. `invalid` or `too_large` says why one is refused. */
export async function uploadFor(
	ctx: Base,
	accountId: string,
	{ name: given, content }: { name: string; content: Readable },
	limits = { files: FILES_PER_ACCOUNT, bytes: BYTES_PER_ACCOUNT }
): Promise<Shown> {
	const name = cleanName(given);
	await consume(ctx, `files:count:${accountId}`, limits.files);
	const { maxFiles, maxFileBytes } = await limitsOf(ctx);
	const points = Math.max(limits.bytes.points, maxFiles * maxFileBytes);
	const draft = await arrived(ctx.files.draft(content, maxFileBytes));
	if (!draft) throw tooBig(maxFileBytes);
	const drafts = [draft];
	try {
		await consume(ctx, `files:bytes:${accountId}`, { ...limits.bytes, points }, draft.size);
		const described = await describe(ctx, name, draft, drafts);
		return await keep(ctx, accountId, described, drafts);
	} finally {
		for (const left of drafts) await ctx.files.drop(left);
	}
}

const tooBig = (most: number): AppError =>
	new AppError('too_large', m.files_too_big({ count: Math.floor(most / 1024 ** 2) }));

/** A connection that ends too soon is no fault of ours, and nobody is there to be told. */
async function arrived<T>(arriving: Promise<T>): Promise<T> {
	return arriving.catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ECONNRESET' || error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.name === 'AbortError')
			throw new AppError('invalid', m.files_cut());
		throw error;
	});
}

/** What a file is and what is kept of it; further drafts are added to the list, the first of them its bytes. */
async function describe(ctx: Base, name: string, draft: Draft, drafts: Draft[]): Promise<Described> {
	const { kind, sniffed } = await inspect(draft.path, name, draft.size);
	if (kind !== 'picture' || !isRemade(sniffed)) {
		const fitting = kind === 'picture' && sniffed !== null ? withFitting(name, sniffed) : name;
		return {
			hash: draft.hash,
			name: fitting,
			type: typeOf(endingOf(fitting)),
			size: draft.size,
			width: null,
			height: null,
			previewHash: null
		};
	}
	const { whole, preview, type, ending, width, height } = await remake(ctx.files, draft.path, sniffed);
	await ctx.files.drop(draft);
	drafts.splice(0, 1, whole, preview);
	const said = endingOf(name).replace(/^(jpeg|jpe|jfif)$/, 'jpg');
	return {
		hash: whole.hash,
		name: said === ending ? name : withEnding(name, ending),
		type,
		size: whole.size,
		width,
		height,
		previewHash: preview.hash
	};
}

/** Phones call a HEIC « .jpg »: it opens nowhere until it is called by its name. */
function withFitting(name: string, sniffed: string): string {
	const ending = { 'image/heic': 'heic', 'image/heif': 'heif', 'image/tiff': 'tif', 'image/bmp': 'bmp' }[sniffed];
	const said = endingOf(name);
	return !ending || said === ending || (said === 'tiff' && ending === 'tif') ? name : withEnding(name, ending);
}

/** Within the transaction that names them, files are kept: none can be swept away between. */
async function keep(ctx: Base, accountId: string, described: Described, drafts: Draft[]): Promise<Shown> {
	try {
		return await transact(ctx, async (ctx) => {
			for (const draft of drafts) await ctx.files.keep(draft);
			const createdAt = ctx.now();
			const row = { id: newId(), accountId, ...described, createdAt, expiresAt: after(createdAt, WAITS_SECONDS) };
			await store.insertUpload(ctx.db, row);
			const { id, name, type, size, width, height } = row;
			return { id, name, type, size, width, height };
		});
	} catch (error) {
		await release(
			ctx,
			drafts.map(({ hash }) => hash)
		).catch(() => {});
		throw error;
	}
}

/** Those of the actor's files that still wait, in the order asked for. */
export async function waiting(ctx: Ctx<'signedIn'>, { ids }: { ids: string[] }): Promise<Shown[]> {
	if (ids.length === 0) return [];
	const rows = await store.shownUploads(ctx.db, ctx.actor.account.id, ids, ctx.now());
	return inOrder(rows, ids);
}

/** A file of somebody's that waits, with where its bytes are; undefined once it is gone. */
export const waitingFile = (db: Db | Trx, accountId: string, id: string, now: string) =>
	store.findUpload(db, accountId, id, now);

/** Takes back a file that was put and not sent. Taking back what is gone changes nothing. */
export async function discard(ctx: Ctx<'signedIn'>, { id }: { id: string }): Promise<void> {
	const gone = await transact(ctx, (ctx) => store.takeUploads(ctx.db, ctx.actor.account.id, [id], ctx.now()));
	await release(ctx, gone.flatMap(hashesOf));
}

const hashesOf = ({ hash, previewHash }: { hash: string; previewHash: string | null }) =>
	previewHash ? [hash, previewHash] : [hash];

/** Makes an account's waiting files part of a message, each once. Refused as a whole when one is gone, or they are too many. */
export async function claimFiles(
	ctx: Base & { db: Trx },
	accountId: string,
	message: { ticketId: string; messageId: string },
	ids: readonly string[]
): Promise<void> {
	const wanted = [...new Set(ids)];
	if (wanted.length === 0) return;
	const { maxFiles } = await limitsOf(ctx);
	if (wanted.length > maxFiles) throw refusedFiles(m.files_too_many({ count: maxFiles }));
	const rows = inOrder(await store.takeUploads(ctx.db, accountId, wanted, ctx.now()), wanted);
	if (rows.length < wanted.length) throw refusedFiles(m.files_gone());
	await store.insertTicketFiles(
		ctx.db,
		rows.map(({ accountId: _by, createdAt: _since, expiresAt: _until, id: _upload, ...described }, position) => ({
			id: newId(),
			...message,
			...described,
			position
		}))
	);
}

const refusedFiles = (reason: string) => new AppError('invalid', m.errors_invalid(), { fields: { files: reason } });

function inOrder<R extends { id: string }>(rows: R[], ids: readonly string[]): R[] {
	return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}

/** Whether some of the actor's files that wait are no file of a message. Put anew, the same file is none. */
export async function bringsOthers(
	ctx: Pick<Ctx<'signedIn'>, 'actor' | 'now'> & { db: Trx },
	messageId: string,
	ids: readonly string[]
): Promise<boolean> {
	if (ids.length === 0) return false;
	const waiting = await store.hashesWaiting(ctx.db, ctx.actor.account.id, [...ids], ctx.now());
	const before = waiting.length > 0 ? await store.hashesOfMessage(ctx.db, messageId) : [];
	return waiting.some(({ hash }) => !before.includes(hash));
}

/** The files of some messages, by message. Which messages may be read is the caller's to know. */
export async function filesOf(db: Db | Trx, messageIds: string[]) {
	const rows = messageIds.length === 0 ? [] : await store.filesOfMessages(db, messageIds);
	const byMessage = Map.groupBy(rows, ({ messageId }) => messageId);
	return (messageId: string) =>
		(byMessage.get(messageId) ?? []).map(({ messageId: _message, previewHash, ...file }) => ({
			...file,
			preview: previewHash !== null
		}));
}

export const countFiles = (db: Db | Trx, messageId: string): Promise<number> => store.countOfMessage(db, messageId);

/** One file of a message, with where its bytes are; undefined where there is none. */
export const fileOf = (db: Db | Trx, id: string) => store.findTicketFile(db, id);
