import './table.ts';
import { sql, type Insertable } from 'kysely';
import type { Database, Db, Trx } from '#server/platform/db.ts';
import type { TicketFileTable, UploadTable } from './table.ts';

type Any = Db | Trx;
type StoredFile = Database['storedFile'];

const SHOWN = ['id', 'name', 'type', 'size', 'width', 'height'] as const;

export const insertUpload = (db: Trx, row: Insertable<UploadTable>) => db.insertInto('upload').values(row).execute();

/** Those of an account's uploads that are still there, in no order. */
export const shownUploads = (db: Any, accountId: string, ids: string[], now: string) =>
	db
		.selectFrom('upload')
		.select(SHOWN)
		.where('id', 'in', ids)
		.where('accountId', '=', accountId)
		.where('expiresAt', '>', now)
		.execute();

export const hashesWaiting = (db: Any, accountId: string, ids: string[], now: string) =>
	db
		.selectFrom('upload')
		.select('hash')
		.where('id', 'in', ids)
		.where('accountId', '=', accountId)
		.where('expiresAt', '>', now)
		.execute();

export const findUpload = (db: Any, accountId: string, id: string, now: string) =>
	db
		.selectFrom('upload')
		.select(['id', 'name', 'hash', 'size', 'type', 'width', 'height'])
		.where('id', '=', id)
		.where('accountId', '=', accountId)
		.where('expiresAt', '>', now)
		.executeTakeFirst();

/** Takes an account's uploads out of waiting: nobody can take them a second time. */
export const takeUploads = (db: Trx, accountId: string, ids: string[], now: string) =>
	db
		.deleteFrom('upload')
		.where('id', 'in', ids)
		.where('accountId', '=', accountId)
		.where('expiresAt', '>', now)
		.returningAll()
		.execute();

export const takeExpired = (db: Trx, now: string) =>
	db.deleteFrom('upload').where('expiresAt', '<=', now).returning(['hash', 'previewHash']).execute();

export const insertTicketFiles = (db: Trx, rows: Insertable<TicketFileTable>[]) =>
	db.insertInto('ticketFile').values(rows).execute();

export const hashesOfMessage = async (db: Any, messageId: string): Promise<string[]> =>
	(await db.selectFrom('ticketFile').select('hash').where('messageId', '=', messageId).execute()).map(
		({ hash }) => hash
	);

/** The files of some messages, in the order they were put in. */
export const filesOfMessages = (db: Any, messageIds: string[]) =>
	db
		.selectFrom('ticketFile')
		.select([...SHOWN, 'messageId', 'previewHash'])
		.where('messageId', 'in', messageIds)
		.orderBy('messageId')
		.orderBy('position')
		.execute();

export const countOfMessage = async (db: Any, messageId: string): Promise<number> => {
	const { count } = await db
		.selectFrom('ticketFile')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('messageId', '=', messageId)
		.executeTakeFirstOrThrow();
	return Number(count);
};

export const findTicketFile = (db: Any, id: string) =>
	db.selectFrom('ticketFile').selectAll().where('id', '=', id).executeTakeFirst();

/**
 * Which of some hashes a row names. Every stored file has such a row: one that has none, and is not being put at this
 * moment, is nobody's.
 */
export async function namedAmong(db: Any, hashes: string[]): Promise<Set<string>> {
	const list = sql.join(hashes);
	const { rows } = await sql<{ hash: string }>`
		select hash from stored_file where hash in (${list})
		union select hash from upload where hash in (${list})
		union select preview_hash from upload where preview_hash in (${list})
		union select hash from ticket_file where hash in (${list})
		union select preview_hash from ticket_file where preview_hash in (${list})
		union select source_hash from incoming_mail where source_hash in (${list})`.execute(db);
	return new Set(rows.map(({ hash }) => hash));
}

/** What the vendor publishes, or shows of itself, is described beside its bytes; the same file twice once. */
export const insertStored = (db: Trx, rows: Insertable<StoredFile>[]) =>
	db
		.insertInto('storedFile')
		.values(rows)
		.onConflict((c) => c.column('hash').doNothing())
		.execute();

/** Those of some stored files that no news, document, waiting batch or setting names any more. */
export const unusedStored = async (db: Any, hashes: string[]): Promise<string[]> => {
	const { rows } = await sql<{ hash: string }>`
		select hash from stored_file where hash in (${sql.join(hashes)})
			and not exists (select 1 from document where document.file_hash = stored_file.hash)
			and not exists (select 1 from document_batch_file where document_batch_file.hash = stored_file.hash)
			and not exists (select 1 from news where news.picture_hash = stored_file.hash)
			and not exists (select 1 from news_picture where news_picture.hash = stored_file.hash)
			and not exists (select 1 from setting where instr(setting.value, stored_file.hash) > 0)`.execute(db);
	return rows.map(({ hash }) => hash);
};

/** Some stored files of before a moment, in the order of their hashes. */
export const storedBefore = async (db: Any, moment: string, after: string, most: number): Promise<string[]> =>
	(
		await db
			.selectFrom('storedFile')
			.select('hash')
			.where('hash', '>', after)
			.where('createdAt', '<', moment)
			.orderBy('hash')
			.limit(most)
			.execute()
	).map(({ hash }) => hash);

export const deleteStored = (db: Trx, hashes: string[]) =>
	db.deleteFrom('storedFile').where('hash', 'in', hashes).execute();
