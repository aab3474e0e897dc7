import './table.ts';
import type { Db, Trx } from '#server/platform/db.ts';

type Any = Db | Trx;

/** How a structure changed, newest first: ids are in the order of time. */
export const changesOf = (db: Any, structureId: string, before: string | undefined, most: number) =>
	db
		.selectFrom('structureChange')
		.leftJoin('account', 'account.id', 'structureChange.changedBy')
		.select([
			'structureChange.id',
			'itemKey',
			'before',
			'after',
			'origin',
			'changedAt',
			'account.firstName',
			'account.lastName'
		])
		.where('structureId', '=', structureId)
		.$if(before !== undefined, (q) => q.where('structureChange.id', '<', before!))
		.orderBy('structureChange.id', 'desc')
		.limit(most);

export const addressLabels = (db: Any, structureId: string) =>
	db.selectFrom('structureAddress').select(['id', 'label', 'town']).where('structureId', '=', structureId);
