import './table.ts';
import type { Insertable, Updateable } from 'kysely';
import { BATCH_STATES, type BatchState } from '#lib/schemas/document-choices.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import type { DocumentBatchFileTable, DocumentBatchTable } from './table.ts';

type Any = Db | Trx;

const MOST_BATCHES = 20;
const AT_ONCE = 100;

export const insert = (db: Trx, row: Insertable<DocumentBatchTable>) =>
	db.insertInto('documentBatch').values(row).execute();

export async function insertFiles(db: Trx, rows: Insertable<DocumentBatchFileTable>[]): Promise<void> {
	for (let from = 0; from < rows.length; from += AT_ONCE)
		await db
			.insertInto('documentBatchFile')
			.values(rows.slice(from, from + AT_ONCE))
			.execute();
}

/** The bytes a batch was made of, and by whom. */
export const hashesOf = (db: Any, id: string) =>
	db
		.selectFrom('documentBatchFile')
		.innerJoin('documentBatch', 'documentBatch.id', 'documentBatchFile.batchId')
		.select(['documentBatchFile.hash', 'documentBatch.createdBy'])
		.where('documentBatchFile.batchId', '=', id)
		.execute();

export const find = (db: Any, id: string) =>
	db
		.selectFrom('documentBatch')
		.innerJoin('account', 'account.id', 'documentBatch.createdBy')
		.selectAll('documentBatch')
		.select(['account.firstName', 'account.lastName'])
		.where('documentBatch.id', '=', id)
		.executeTakeFirst();

export const list = (db: Any) =>
	db
		.selectFrom('documentBatch')
		.innerJoin('account', 'account.id', 'documentBatch.createdBy')
		.selectAll('documentBatch')
		.select(['account.firstName', 'account.lastName'])
		.orderBy('documentBatch.createdAt', 'desc')
		.orderBy('documentBatch.id', 'desc')
		.limit(MOST_BATCHES)
		.execute();

/**
 * The files of a batch in their order, each with how it stands now: what is in a structure meanwhile, or is left out,
 * changes what stands in the way of others. Of the same bytes the first counts; for invoices in whatever structure, since
 * no invoice is for two.
 */
export async function filesOf(db: Any, batch: { id: string; kind: string }) {
	const rows = await db
		.selectFrom('documentBatchFile as file')
		.innerJoin('storedFile', 'storedFile.hash', 'file.hash')
		.leftJoin('structure', 'structure.id', 'file.structureId')
		.selectAll('file')
		.select(['storedFile.size', 'storedFile.type', 'structure.name as structureName', 'structure.customerNumber'])
		.select((eb) => [
			eb
				.exists(
					eb
						.selectFrom('document')
						.select('document.id')
						.whereRef('document.fileHash', '=', 'file.hash')
						.whereRef('document.structureId', '=', 'file.structureId')
						.where('document.withdrawnAt', 'is', null)
				)
				.as('alreadyThere'),
			eb
				.exists(
					eb
						.selectFrom('documentBatchFile as other')
						.select('other.id')
						.whereRef('other.hash', '=', 'file.hash')
						.whereRef('other.batchId', '=', 'file.batchId')
						.whereRef('other.position', '<', 'file.position')
						.where('other.leftOutAt', 'is', null)
						.where('other.structureId', 'is not', null)
						.$if(batch.kind !== 'invoice', (q) => q.whereRef('other.structureId', '=', 'file.structureId'))
				)
				.as('twice')
		])
		.where('file.batchId', '=', batch.id)
		.orderBy('file.position')
		.execute();
	return rows.map((row) => ({ ...row, state: stateOf(row) }));
}

export type BatchFile = Awaited<ReturnType<typeof filesOf>>[number];

type Standing = Pick<DocumentBatchFileTable, 'documentId' | 'leftOutAt' | 'structureId' | 'fault'> & {
	alreadyThere: unknown;
	twice: unknown;
};

function stateOf({ documentId, leftOutAt, structureId, fault, alreadyThere, twice }: Standing): BatchState {
	if (documentId) return 'published';
	if (leftOutAt) return 'left_out';
	if (!structureId) return fault ?? 'no_number';
	if (alreadyThere) return 'already_there';
	return twice ? 'twice' : 'ready';
}

/** How many files of a batch stand how. */
export function countsOf(files: readonly Pick<BatchFile, 'state'>[]): Record<BatchState, number> {
	const counts = Object.fromEntries(BATCH_STATES.map((state) => [state, 0])) as Record<BatchState, number>;
	for (const { state } of files) counts[state]++;
	return counts;
}

export const updateFile = (db: Trx, batchId: string, id: string, values: Updateable<DocumentBatchFileTable>) =>
	db
		.updateTable('documentBatchFile')
		.set(values)
		.set((eb) => ({ revision: eb('revision', '+', 1) }))
		.where('id', '=', id)
		.where('batchId', '=', batchId)
		.where('documentId', 'is', null)
		.executeTakeFirstOrThrow();

/** A document whose bytes go is no file of a batch any more. */
export const dropFilesOf = (db: Trx, documentId: string, hash: string) =>
	db.deleteFrom('documentBatchFile').where('hash', '=', hash).where('documentId', '=', documentId).execute();

export const before = (db: Any, moment: string, most: number) =>
	db
		.selectFrom('documentBatch')
		.select('id')
		.where('createdAt', '<=', moment)
		.orderBy('createdAt')
		.limit(most)
		.execute();

/** Takes a batch away with its files; returns what bytes they were. */
export async function remove(db: Trx, id: string): Promise<string[]> {
	const gone = await db.deleteFrom('documentBatchFile').where('batchId', '=', id).returning('hash').execute();
	await db.deleteFrom('documentBatch').where('id', '=', id).execute();
	return [...new Set(gone.map(({ hash }) => hash))];
}
