import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { BATCH_DAYS, type BatchFilter, type BatchState } from '#lib/schemas/document-choices.ts';
import type { batchFilesInput } from '#lib/schemas/documents.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { after } from '#server/platform/limits.ts';
import { chosenIn } from './audiences.ts';
import * as store from './batch-store.ts';

type Staff = Ctx<'staff'>;

const FILES_ON_A_PAGE = 50;
export const DAY_SECONDS = 86_400;

/** The latest batches, each with how its files stand. */
export async function listBatches({ db }: Staff) {
	const batches = await store.list(db);
	return Promise.all(batches.map(async (batch) => ({ ...shown(batch), counts: await store.countsIn(db, batch) })));
}

const FILTERS: Record<BatchFilter, (state: BatchState) => boolean> = {
	all: () => true,
	ready: (state) => state === 'ready',
	to_fix: (state) => !['ready', 'left_out', 'published'].includes(state),
	left_out: (state) => state === 'left_out',
	published: (state) => state === 'published'
};

/** A batch with a page of its files. */
export async function readBatch({ db }: Staff, { batch: id, filter, after }: z.output<typeof batchFilesInput>) {
	const batch = await batchOf(db, id);
	const all = await store.filesOf(db, batch);
	const place = all.find((file) => file.id === after)?.position ?? -1;
	const following = all.filter(({ state, position }) => FILTERS[filter](state) && position > place);
	const files = following.slice(0, FILES_ON_A_PAGE).map(fileShown);
	return {
		...shown(batch),
		counts: store.countsOf(all),
		structures: new Set(all.filter(({ state }) => state === 'ready').map(({ structureId }) => structureId)).size,
		files,
		next: following.length > FILES_ON_A_PAGE ? files.at(-1)!.id : null
	};
}

/** One file of a batch, to say whose it is. */
export async function readBatchFile({ db }: Staff, { batch: id, file: fileId }: { batch: string; file: string }) {
	const batch = await batchOf(db, id);
	return { batch: shown(batch), file: fileShown(await fileOf(db, batch, fileId)) };
}

/** Where the bytes of one are. */
export async function batchFileBytes({ db }: Staff, { batch: id, file: fileId }: { batch: string; file: string }) {
	const { hash, name, type, size } = await fileOf(db, await batchOf(db, id), fileId);
	return { hash, fileName: name, type, size };
}

export async function batchOf(db: Db | Trx, id: string) {
	const batch = await store.find(db, id);
	if (!batch) throw new AppError('not_found', m.errors_not_found());
	return batch;
}

export async function fileOf(db: Db | Trx, batch: { id: string; kind: string }, id: string): Promise<store.BatchFile> {
	const [file] = await store.filesOf(db, batch, id);
	if (!file) throw new AppError('not_found', m.errors_not_found());
	return file;
}

const shown = (batch: Awaited<ReturnType<typeof batchOf>>) => ({
	id: batch.id,
	kind: batch.kind,
	documentDate: batch.documentDate,
	audience: chosenIn(batch.audience),
	announced: batch.announcedBy === 'mail',
	createdAt: batch.createdAt,
	createdBy: `${batch.firstName} ${batch.lastName}`,
	forgottenAt: after(batch.createdAt, BATCH_DAYS * DAY_SECONDS)
});

const fileShown = ({
	id,
	name,
	title,
	size,
	state,
	numbers,
	structureId,
	structureName,
	customerNumber,
	chosenBy,
	revision
}: store.BatchFile) => ({
	...{ id, name, title, size, state, revision },
	numbers: numbers ? numbers.split('\n') : [],
	structure: structureId ? { id: structureId, name: structureName!, customerNumber: customerNumber! } : null,
	/** Whether somebody chose the structure. */
	byHand: chosenBy !== null
});
