import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { BATCH_DAYS, DOCUMENT_TITLE_MAX } from '#lib/schemas/document-choices.ts';
import type { changeBatchFileInput, CreateBatchInput } from '#lib/schemas/documents.ts';
import { recordAudit } from '#server/audit/domain.ts';
import { forgetStored, keepUploads } from '#server/files/domain.ts';
import type { Base, Ctx } from '#server/platform/context.ts';
import { transact, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { after } from '#server/platform/limits.ts';
import { expectSeen } from '#server/platform/seen.ts';
import { structureOf } from '#server/structures/domain.ts';
import { announce } from './announcing.ts';
import { batchOf, DAY_SECONDS, fileOf } from './batch-reading.ts';
import * as store from './batch-store.ts';
import { audienceChosen, isSentAgain, publish } from './keeping.ts';
import { matchNames } from './matching.ts';
import { titleFrom } from './number-in-name.ts';

type Staff = Ctx<'staff'>;

/** Takes many files, and says of each whose it is by the customer number in its name. Nobody sees them yet. */
export function createBatch(ctx: Staff, input: CreateBatchInput): Promise<{ id: string }> {
	const { kind, seenBy, roles, documentDate, requestKey } = input;
	const audience = audienceChosen(kind, seenBy, roles);
	return transact(ctx, async (ctx) => {
		const before = requestKey ? await store.hashesOf(ctx.db, requestKey) : [];
		const own = before.filter(({ createdBy }) => createdBy === ctx.actor.account.id).map(({ hash }) => hash);
		if (await isSentAgain(ctx, own, input.files)) return { id: requestKey! };
		const id = requestKey && before.length === 0 ? requestKey : newId();
		const files = await keepUploads(ctx, input.files);
		const matches = await matchNames(
			ctx.db,
			files.map(({ name }) => name)
		);
		await store.insert(ctx.db, {
			id,
			kind,
			audience,
			documentDate,
			announcedBy: input.announce ? 'mail' : 'nothing',
			createdAt: ctx.now(),
			createdBy: ctx.actor.account.id
		});
		await store.insertFiles(
			ctx.db,
			files.map(({ hash, name }, position) => {
				const { structureId, fault, numbers } = matches[position]!;
				const title = titleFrom(name, structureId ? numbers[0]! : null, DOCUMENT_TITLE_MAX);
				return {
					id: newId(),
					batchId: id,
					position,
					hash,
					name,
					title: title || name.slice(0, DOCUMENT_TITLE_MAX),
					structureId,
					chosenBy: null,
					fault,
					numbers: numbers.join('\n'),
					leftOutAt: null,
					documentId: null
				};
			})
		);
		await recordAudit(ctx, 'document.batch_created', id, { kind, files: files.length });
		return { id };
	});
}

/** Calls a file otherwise, or gives it to a structure by hand; one that was left out is in again. */
export function changeBatchFile(
	ctx: Staff,
	{ batch: id, file: fileId, title, structure, seen }: z.output<typeof changeBatchFileInput>
): Promise<void> {
	return transact(ctx, async (ctx) => {
		const file = await fileOf(ctx.db, await batchOf(ctx.db, id), fileId);
		expectSeen(file.revision, seen);
		if (structure === undefined && file.structureId === null)
			throw new AppError('invalid', m.errors_invalid(), { fields: { structure: m.documents_structure_missing() } });
		const chosen =
			structure === undefined || structure === file.structureId
				? {}
				: { structureId: (await structureOf(ctx.db, structure)).id, chosenBy: ctx.actor.account.id };
		await change(ctx, id, fileId, { title, leftOutAt: null, ...chosen });
		await recordAudit(ctx, 'document.batch_file_changed', fileId, {
			batch: id,
			...(structure ? { structureId: structure } : {})
		});
	});
}

/** Leaves a file out of what will be published. */
export function leaveOut(ctx: Staff, { batch: id, file: fileId }: { batch: string; file: string }): Promise<void> {
	return transact(ctx, async (ctx) => {
		await change(ctx, id, fileId, { leftOutAt: ctx.now() });
		await recordAudit(ctx, 'document.batch_file_left_out', fileId, { batch: id });
	});
}

export function putBack(ctx: Staff, { batch: id, file: fileId }: { batch: string; file: string }): Promise<void> {
	return transact(ctx, async (ctx) => {
		await change(ctx, id, fileId, { leftOutAt: null });
		await recordAudit(ctx, 'document.batch_file_put_back', fileId, { batch: id });
	});
}

async function change(ctx: { db: Trx }, id: string, fileId: string, values: Parameters<typeof store.updateFile>[3]) {
	const file = await fileOf(ctx.db, await batchOf(ctx.db, id), fileId);
	if (file.documentId) throw new AppError('conflict', m.documents_batch_file_published());
	await store.updateFile(ctx.db, id, fileId, values);
}

/**
 * Publishes all files nothing stands in the way of, in one act. Each becomes a document once: sent twice, the second
 * finds none left. `seen` is how many the page said it would be: where that has changed, it is to be looked at again.
 */
export function publishBatch(
	ctx: Staff,
	{ batch: id, seen }: { batch: string; seen: number }
): Promise<{ count: number }> {
	return transact(ctx, async (ctx) => {
		const batch = await batchOf(ctx.db, id);
		const files = await store.filesOf(ctx.db, batch);
		const ready = files.filter(({ state }) => state === 'ready');
		if (ready.length === 0) {
			const { published } = store.countsOf(files);
			if (published === 0) throw new AppError('conflict', m.documents_batch_none_ready());
			return { count: published };
		}
		if (ready.length !== seen) throw new AppError('conflict', m.documents_batch_changed());
		const publicationId = newId();
		const { kind, audience, documentDate } = batch;
		for (const { id: fileId, structureId, title, hash, name } of ready) {
			const documentId = await publish(ctx, {
				...{ structureId, kind, title, audience, documentDate, publicationId },
				description: '',
				fileHash: hash,
				fileName: name
			});
			await store.updateFile(ctx.db, id, fileId, { documentId });
		}
		await recordAudit(ctx, 'document.batch_published', id, { publication: publicationId, documents: ready.length });
		if (batch.announcedBy === 'mail') await announce(ctx, publicationId);
		return { count: ready.length };
	});
}

/** Takes a batch away; what was published of it stays. */
export async function discardBatch(ctx: Staff, { batch: id }: { batch: string }): Promise<void> {
	const hashes = await transact(ctx, async (ctx) => {
		await batchOf(ctx.db, id);
		const hashes = await store.remove(ctx.db, id);
		await recordAudit(ctx, 'document.batch_discarded', id);
		return hashes;
	});
	await forgetStored(ctx, hashes);
}

/** Forgets batches nobody finished within {@link BATCH_DAYS} days, each with its files. */
export async function forgetBatches(base: Base): Promise<void> {
	for (const { id } of await store.before(base.db, after(base.now(), -BATCH_DAYS * DAY_SECONDS), 100))
		await forgetStored(base, await transact(base, ({ db }) => store.remove(db, id)));
}
