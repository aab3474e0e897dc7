import './table.ts';
import type { Selectable } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';
import type { StaffTaskTable } from './table.ts';

type Any = Db | Trx;

const open = (db: Any) => db.selectFrom('staffTask').where('staffTask.settledAt', 'is', null);

/** Where a page begins: after what was asked at a moment. */
export interface Place {
	createdAt: string;
	id: string;
}

/** What is asked and not done, the oldest first. */
export const page = (db: Any, { createdAt, id }: Place, most: number) =>
	open(db)
		.innerJoin('structure', 'structure.id', 'staffTask.structureId')
		.select([
			'staffTask.id',
			'staffTask.about',
			'staffTask.createdAt',
			'structure.id as structureId',
			'structure.name',
			'structure.customerNumber'
		])
		.where((eb) => eb(eb.refTuple('staffTask.createdAt', 'staffTask.id'), '>', eb.tuple(createdAt, id)))
		.orderBy('staffTask.createdAt')
		.orderBy('staffTask.id')
		.limit(most);

export const count = (db: Any, most: number) =>
	db
		.selectFrom(open(db).select('id').orderBy('createdAt').limit(most).as('some'))
		.select((eb) => eb.fn.countAll<number>().as('count'));

export const first = (db: Any) => open(db).select('createdAt').orderBy('createdAt').limit(1);

export const find = (db: Any, id: string): Promise<Selectable<StaffTaskTable> | undefined> =>
	db.selectFrom('staffTask').selectAll().where('id', '=', id).executeTakeFirst();

export const settle = (db: Trx, id: string, settled: { settledAt: string; settledBy: string }) =>
	db.updateTable('staffTask').set(settled).where('id', '=', id).execute();
