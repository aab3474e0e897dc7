import './push-table.ts';
import { sql, type Insertable, type Selectable } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';
import { live } from './device-store.ts';
import type { PushNoticeTable, PushTable } from './push-table.ts';
import { told } from './told.ts';

type Any = Db | Trx;
export type Notice = Selectable<PushNoticeTable>;

export async function insertNotice(
	db: Trx,
	notice: Insertable<PushNoticeTable>,
	subscriptionIds: readonly string[]
): Promise<void> {
	await db.insertInto('pushNotice').values(notice).execute();
	await db
		.insertInto('push')
		.values(
			subscriptionIds.map((subscriptionId): Insertable<PushTable> => ({
				noticeId: notice.id,
				subscriptionId,
				bulk: notice.bulk,
				dueAt: notice.createdAt,
				attempts: 0
			}))
		)
		.execute();
}

/** What devices are to be told now, what one person waits for before what is sent to many. */
export const due = (db: Any, now: string, most: number) =>
	live(db, now)
		.innerJoin('push', 'push.subscriptionId', 'pushSubscription.id')
		.innerJoin('pushNotice', 'pushNotice.id', 'push.noticeId')
		.leftJoin('outbox', 'outbox.id', 'pushNotice.outboxId')
		.selectAll('pushNotice')
		.select([
			'push.subscriptionId',
			'push.attempts',
			'pushSubscription.endpoint',
			'pushSubscription.p256dh',
			'pushSubscription.auth',
			'outbox.payload'
		])
		.where('push.dueAt', '<=', now)
		.orderBy('push.bulk')
		.orderBy('push.dueAt')
		.limit(most);

export type Due = Awaited<ReturnType<ReturnType<typeof due>['execute']>>[number];

export const removePush = (db: Trx, push: Due) =>
	db.deleteFrom('push').where('noticeId', '=', push.id).where('subscriptionId', '=', push.subscriptionId).execute();

export const tryAgain = (db: Trx, push: Due, dueAt: string) =>
	db
		.updateTable('push')
		.set({ dueAt, attempts: push.attempts + 1 })
		.where('noticeId', '=', push.id)
		.where('subscriptionId', '=', push.subscriptionId)
		.execute();

export async function noteDelivered(db: Trx, push: Due, now: string): Promise<void> {
	await removePush(db, push);
	await db.updateTable('pushSubscription').set({ deliveredAt: now }).where('id', '=', push.subscriptionId).execute();
	await db
		.updateTable('pushNotice')
		.set({ deliveredAt: now })
		.where('id', '=', push.id)
		.where('deliveredAt', 'is', null)
		.execute();
}

/** With whatever else it was still to be told. */
export const removeSubscription = (db: Trx, id: string) =>
	db.deleteFrom('pushSubscription').where('id', '=', id).execute();

/** Notices nothing is left to try for: every device was told, gave up, is gone, or its session has ended. */
export const worked = (db: Any, now: string, most: number) =>
	db
		.selectFrom('pushNotice')
		.select(['pushNotice.id', 'pushNotice.outboxId', 'pushNotice.recipient', 'pushNotice.deliveredAt'])
		.where('pushNotice.settledAt', 'is', null)
		.where((eb) =>
			eb.not(
				eb.exists(
					live(db, now)
						.innerJoin('push', 'push.subscriptionId', 'pushSubscription.id')
						.select(sql.lit(1).as('one'))
						.where(sql<boolean>`push.notice_id = push_notice.id`)
				)
			)
		)
		.orderBy('pushNotice.createdAt')
		.limit(most);

export const settle = (db: Trx, id: string, now: string) =>
	db.updateTable('pushNotice').set({ settledAt: now }).where('id', '=', id).execute();

/** The mail that waited for the devices to be looked at waits no longer. Returns whether there was one. */
export const hastenMail = async (db: Trx, outboxId: string, recipient: string, now: string): Promise<boolean> =>
	(
		await db
			.updateTable('mail')
			.set({ dueAt: now })
			.where('outboxId', '=', outboxId)
			.where('recipient', '=', recipient)
			.where('settledAt', 'is', null)
			.where('attempts', '=', 0)
			.where('dueAt', '>', now)
			.executeTakeFirst()
	).numUpdatedRows > 0n;

/** Whether somebody has seen what a cause told them on their devices. */
export const wasRead = async (db: Any, outboxId: string, accountId: string): Promise<boolean> =>
	(await db
		.selectFrom('pushNotice')
		.select('id')
		.where('outboxId', '=', outboxId)
		.where('accountId', '=', accountId)
		.where('readAt', 'is not', null)
		.executeTakeFirst()) !== undefined;

const { unreadOf, ...marks } = told('pushNotice');
export const { markRead, markAllRead, markTicketRead, forget } = marks;

/** What a piece of news of the bell is about, read there. */
export async function markAboutRead(
	db: Any,
	accountId: string,
	{ ticketId, contactId }: { ticketId: string | null; contactId: string | null },
	now: string
): Promise<void> {
	if (ticketId) await unreadOf(db, accountId, now).where('ticketId', '=', ticketId).execute();
	else if (contactId)
		await unreadOf(db, accountId, now).where('ticketId', 'is', null).where('contactId', '=', contactId).execute();
}
