import './push-table.ts';
import type { DeleteResult, Insertable, Selectable } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';
import type { PushSubscriptionTable, PushTakenOffTable } from './push-table.ts';

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

/** Returns the address it had. */
export const removeDevice = async (db: Trx, accountId: string, id: string): Promise<string | undefined> =>
	(
		await db
			.deleteFrom('pushSubscription')
			.where('id', '=', id)
			.where('accountId', '=', accountId)
			.returning('endpoint')
			.executeTakeFirst()
	)?.endpoint;

export async function noteTakenOff(db: Trx, row: PushTakenOffTable): Promise<void> {
	await db
		.insertInto('pushTakenOff')
		.values(row)
		.onConflict((c) => c.columns(['accountId', 'mark']).doUpdateSet({ takenOffAt: row.takenOffAt }))
		.execute();
}

export const wasTakenOff = async (db: Any, accountId: string, mark: string): Promise<boolean> =>
	(await db
		.selectFrom('pushTakenOff')
		.select('mark')
		.where('accountId', '=', accountId)
		.where('mark', '=', mark)
		.executeTakeFirst()) !== undefined;

export const isWantedAgain = (db: Trx, accountId: string, mark: string) =>
	db.deleteFrom('pushTakenOff').where('accountId', '=', accountId).where('mark', '=', mark).execute();

export const forgetTakenOff = (db: Any, before: string, most: number): Promise<DeleteResult> =>
	db
		.deleteFrom('pushTakenOff')
		.where((eb) =>
			eb(
				eb.refTuple('accountId', 'mark'),
				'in',
				eb
					.selectFrom('pushTakenOff')
					.select(['accountId', 'mark'])
					.where('takenOffAt', '<=', before)
					.limit(most)
					.$asTuple('accountId', 'mark')
			)
		)
		.executeTakeFirstOrThrow();

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
