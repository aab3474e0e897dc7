import './table.ts';
import type { Insertable, Updateable } from 'kysely';
import { prepared, type Db, type Trx } from '#server/platform/db.ts';
import { countOf } from './store.ts';
import type { AccessRequestTable } from './table.ts';

type Any = Db | Trx;

export const insertRequest = (db: Trx, row: Insertable<AccessRequestTable>) =>
	db.insertInto('accessRequest').values(row).execute();

export const updateRequest = (db: Trx, id: string, values: Updateable<AccessRequestTable>) =>
	db.updateTable('accessRequest').set(values).where('id', '=', id).execute();

export const updateAllRequests = (db: Trx, ids: string[], values: Updateable<AccessRequestTable>) =>
	db.updateTable('accessRequest').set(values).where('id', 'in', ids).execute();

export const requestsOf = (db: Any, accountId: string) => requests(db, { accountId });

const requests = prepared((db, { accountId }: { accountId: string }) =>
	db
		.selectFrom('accessRequest')
		.select(['id', 'structureName', 'customerNumber', 'createdAt', 'settledAt', 'contactId', 'refusalReason'])
		.where('accountId', '=', accountId)
		.orderBy('createdAt', 'desc')
);

const PERSON = ['account.email', 'account.civility', 'account.firstName', 'account.lastName', 'account.phone'] as const;

export const findRequestWithPerson = (db: Any, id: string) =>
	db
		.selectFrom('accessRequest')
		.innerJoin('account', 'account.id', 'accessRequest.accountId')
		.selectAll('accessRequest')
		.select([...PERSON, 'account.locale', 'account.staffRole'])
		.where('accessRequest.id', '=', id)
		.executeTakeFirst();

const MOST_FOR_STAFF = 50;

/** Requests nobody has settled, the oldest first, and how many in all. */
export async function openRequests(db: Any) {
	const open = db
		.selectFrom('accessRequest')
		.innerJoin('account', 'account.id', 'accessRequest.accountId')
		.where('settledAt', 'is', null);
	const rows = await open
		.select(['accessRequest.id', 'structureName', 'customerNumber', 'function', 'accessRequest.createdAt', ...PERSON])
		.orderBy('accessRequest.createdAt')
		.limit(MOST_FOR_STAFF)
		.execute();
	return { rows, total: await countOf(open) };
}

const open = (db: Any) => db.selectFrom('accessRequest').where('settledAt', 'is', null);

export const countOpen = (db: Any, most: number) =>
	db
		.selectFrom(open(db).select('id').orderBy('createdAt').limit(most).as('some'))
		.select((eb) => eb.fn.countAll<number>().as('count'));

export const firstOpen = (db: Any) => open(db).select('createdAt').orderBy('createdAt').limit(1);

/** Requests without a structure since before a moment, that staff were not reminded of. */
export const requestsForStaff = (db: Any, before: string) =>
	db
		.selectFrom('accessRequest')
		.select('id')
		.where('settledAt', 'is', null)
		.where('createdAt', '<=', before)
		.where('remindedAt', 'is', null)
		.execute();

export const countOpenAmong = async (db: Any, ids: string[]): Promise<number> =>
	ids.length === 0 ? 0 : countOf(db.selectFrom('accessRequest').where('id', 'in', ids).where('settledAt', 'is', null));
