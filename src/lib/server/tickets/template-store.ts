import './table.ts';
import type { Insertable, Updateable } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';
import type { ReplyTemplateTable } from './table.ts';

type Any = Db | Trx;

/** Templates in use, in the order staff gave them. */
export const all = (db: Any) =>
	db
		.selectFrom('replyTemplate')
		.select(['id', 'title', 'body', 'position', 'updatedAt'])
		.where('retiredAt', 'is', null)
		.orderBy('position')
		.orderBy('id')
		.execute();

export const find = (db: Any, id: string) =>
	db.selectFrom('replyTemplate').selectAll().where('id', '=', id).where('retiredAt', 'is', null).executeTakeFirst();

export const insert = (db: Trx, row: Insertable<ReplyTemplateTable>) =>
	db.insertInto('replyTemplate').values(row).execute();

export const update = (db: Trx, id: string, values: Updateable<ReplyTemplateTable>) =>
	db.updateTable('replyTemplate').set(values).where('id', '=', id).execute();
