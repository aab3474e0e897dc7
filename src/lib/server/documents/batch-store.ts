import './table.ts';
import { sql, type Insertable, type Updateable } from 'kysely';
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
 * How a file stands now: what is in a structure meanwhile, or is left out, changes what stands in the way of others. Of
 * the same bytes the first counts; for invoices in whatever structure, since no invoice is for two.
 */
const stateOf = ({ kind }: { kind: string }) => sql<BatchState>`case
	when file.document_id is not null then 'published'
	when file.left_out_at is not null then 'left_out'
	when file.structure_id is null then coalesce(file.fault, 'no_number')
	when exists (select 1 from document where document.file_hash = file.hash
		and document.structure_id = file.structure_id and document.withdrawn_at is null) then 'already_there'
	when exists (select 1 from document_batch_file other where other.hash = file.hash and other.batch_id = file.batch_id
		and other.position < file.position and other.left_out_at is null and other.structure_id is not null
		and ${kind === 'invoice' ? sql`true` : sql`other.structure_id = file.structure_id`}) then 'twice'
	else 'ready' end`;

/** The files of a batch in their order, each with how it stands; `fileId` asks for one alone. */
export const filesOf = (db: Any, batch: { id: string; kind: string }, fileId?: string) =>
	db
		.selectFrom('documentBatchFile as file')
		.innerJoin('storedFile', 'storedFile.hash', 'file.hash')
		.leftJoin('structure', 'structure.id', 'file.structureId')
		.selectAll('file')
		.select(['storedFile.size', 'storedFile.type', 'structure.name as structureName', 'structure.customerNumber'])
		.select(stateOf(batch).as('state'))
		.where('file.batchId', '=', batch.id)
		.$if(fileId !== undefined, (q) => q.where('file.id', '=', fileId!))
		.orderBy('file.position')
		.execute();

export type BatchFile = Awaited<ReturnType<typeof filesOf>>[number];

/** How many files of a batch stand how, counted where they are. */
export const countsIn = async (db: Any, batch: { id: string; kind: string }): Promise<Record<BatchState, number>> => {
	const rows = await db
		.selectFrom('documentBatchFile as file')
		.select([stateOf(batch).as('state'), (eb) => eb.fn.countAll<number>().as('count')])
		.where('file.batchId', '=', batch.id)
		.groupBy('state')
		.execute();
	return { ...none(), ...Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)])) };
};

const none = () => Object.fromEntries(BATCH_STATES.map((state) => [state, 0])) as Record<BatchState, number>;

/** The same of files that were read. */
export function countsOf(files: readonly Pick<BatchFile, 'state'>[]): Record<BatchState, number> {
	const counts = none();
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
