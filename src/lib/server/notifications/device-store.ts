import './push-table.ts';
import type { Insertable, Selectable } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';
import type { PushSubscriptionTable } from './push-table.ts';

type Any = Db | Trx;
export type Device = Selectable<PushSubscriptionTable>;

/** Devices whose session still lasts: they are told nothing once it has ended, whether or not it was tidied away. */
export const live = (db: Any, now: string) =>
	db
		.selectFrom('pushSubscription')
		.innerJoin('session', (join) =>
			join
				.onRef('session.idHash', '=', 'pushSubscription.sessionHash')
				.onRef('session.accountId', '=', 'pushSubscription.accountId')
		)
		.where('session.expiresAt', '>', now)
		.where('session.endsAt', '>', now);

/** The live devices of some people. */
export const devicesOf = (db: Any, accountIds: readonly string[], now: string): Promise<Device[]> =>
	accountIds.length === 0
		? Promise.resolve([])
		: live(db, now)
				.selectAll('pushSubscription')
				.where('pushSubscription.accountId', 'in', accountIds)
				.orderBy('pushSubscription.createdAt')
				.execute();

export const findDevice = (db: Any, accountId: string, id: string): Promise<Device | undefined> =>
	db
		.selectFrom('pushSubscription')
		.selectAll()
		.where('id', '=', id)
		.where('accountId', '=', accountId)
		.executeTakeFirst();

/** A session is one browser, which has one address, and hands over the same again whenever it is asked: it is then the caller's. */
export async function putDevice(db: Trx, row: Insertable<PushSubscriptionTable>): Promise<void> {
	await db.deleteFrom('pushSubscription').where('endpoint', '=', row.endpoint).execute();
	await db.deleteFrom('pushSubscription').where('sessionHash', '=', row.sessionHash).execute();
	await db.insertInto('pushSubscription').values(row).execute();
}

/** Keeps the newest of an account's devices. */
export const keepNewest = (db: Trx, accountId: string, most: number) =>
	db
		.deleteFrom('pushSubscription')
		.where('accountId', '=', accountId)
		.where('id', 'not in', (eb) =>
			eb
				.selectFrom('pushSubscription')
				.select('id')
				.where('accountId', '=', accountId)
				.orderBy('createdAt', 'desc')
				.orderBy('id', 'desc')
				.limit(most)
		)
		.execute();

export const removeDevice = async (db: Trx, accountId: string, id: string): Promise<boolean> =>
	(await db.deleteFrom('pushSubscription').where('id', '=', id).where('accountId', '=', accountId).executeTakeFirst())
		.numDeletedRows === 1n;

export const removeEndpoint = async (db: Trx, accountId: string, endpoint: string): Promise<boolean> =>
	(
		await db
			.deleteFrom('pushSubscription')
			.where('endpoint', '=', endpoint)
			.where('accountId', '=', accountId)
			.executeTakeFirst()
	).numDeletedRows === 1n;

export const lasts = async (db: Any, sessionHash: string, accountId: string, now: string): Promise<boolean> =>
	(await db
		.selectFrom('session')
		.select('idHash')
		.where('idHash', '=', sessionHash)
		.where('accountId', '=', accountId)
		.where('expiresAt', '>', now)
		.where('endsAt', '>', now)
		.executeTakeFirst()) !== undefined;

export const quietHoursOf = (db: Any, accountIds: readonly string[]) =>
	accountIds.length === 0
		? Promise.resolve([])
		: db.selectFrom('quietHours').selectAll().where('accountId', 'in', accountIds).execute();

export async function setQuietHours(
	db: Trx,
	accountId: string,
	hours: { begins: string; ends: string; wholeDays: string }
): Promise<void> {
	await db
		.insertInto('quietHours')
		.values({ accountId, ...hours })
		.onConflict((c) => c.column('accountId').doUpdateSet(hours))
		.execute();
}
