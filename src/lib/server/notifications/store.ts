import './table.ts';
import type { Insertable, Selectable } from 'kysely';
import type { NewsEvent } from '#lib/schemas/notification-events.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import type { NotificationPreferenceTable, NotificationTable } from './table.ts';
import { told } from './told.ts';

type Any = Db | Trx;

/** What is counted at most: beyond, nobody reads the figure. */
export const MOST_UNREAD = 100;
export const PAGE = 30;

export const unread = (db: Any, accountId: string) =>
	db
		.selectFrom('notification')
		.select(['id', 'structureId', 'ticketId', 'contactId'])
		.where('accountId', '=', accountId)
		.where('readAt', 'is', null)
		.limit(MOST_UNREAD);

/** Somebody's notifications before one of them, newest first, and one more. */
export async function list(db: Any, accountId: string, before: string | undefined) {
	const bound =
		before === undefined
			? undefined
			: await db
					.selectFrom('notification')
					.select(['createdAt', 'id'])
					.where('id', '=', before)
					.where('accountId', '=', accountId)
					.executeTakeFirst();
	return listBelow(db, accountId, bound).execute();
}

export const listBelow = (db: Any, accountId: string, bound: { createdAt: string; id: string } | undefined) =>
	db
		.selectFrom('notification')
		.selectAll()
		.where('accountId', '=', accountId)
		.$if(bound !== undefined, (q) =>
			q.where((eb) => eb(eb.refTuple('createdAt', 'id'), '<', eb.tuple(bound!.createdAt, bound!.id)))
		)
		.orderBy('createdAt', 'desc')
		.orderBy('id', 'desc')
		.limit(PAGE + 1);

/** Newest news of one kind about one ticket stand for the earlier ones that are still unread. */
export async function insert(db: Trx, row: Insertable<NotificationTable>): Promise<void> {
	if (row.ticketId)
		await db
			.deleteFrom('notification')
			.where('accountId', '=', row.accountId)
			.where('ticketId', '=', row.ticketId)
			.where('kind', '=', row.kind)
			.where('readAt', 'is', null)
			.execute();
	await db.insertInto('notification').values(row).execute();
}

export const find = (db: Any, accountId: string, id: string): Promise<Selectable<NotificationTable> | undefined> =>
	db.selectFrom('notification').selectAll().where('id', '=', id).where('accountId', '=', accountId).executeTakeFirst();

export const { markRead, markAllRead, markTicketRead, forget } = told('notification');

/** What tickets and the messages about them are shown by. */
export const ticketsOf = (db: Any, ids: readonly string[]) =>
	ids.length === 0
		? Promise.resolve([])
		: db
				.selectFrom('ticket')
				.leftJoin('structure', 'structure.id', 'ticket.structureId')
				.select([
					'ticket.id',
					'ticket.number',
					'ticket.subject',
					'ticket.structureId',
					'structure.name as structureName'
				])
				.where('ticket.id', 'in', ids)
				.execute();

export const authorsOf = (db: Any, messageIds: readonly string[]) =>
	messageIds.length === 0
		? Promise.resolve([])
		: db
				.selectFrom('ticketMessage')
				.leftJoin('account', 'account.id', 'ticketMessage.authorId')
				.select(['ticketMessage.id', 'ticketMessage.side', 'account.firstName', 'account.lastName'])
				.where('ticketMessage.id', 'in', messageIds)
				.execute();

/** Of these contacts those somebody still has to decide on: in any structure for staff, in their own for administrators. */
export const contactsToDecide = (db: Any, ids: readonly string[], accountId: string | null) =>
	ids.length === 0
		? Promise.resolve([])
		: db
				.selectFrom('contact')
				.innerJoin('structure', 'structure.id', 'contact.structureId')
				.select([
					'contact.id',
					'contact.firstName',
					'contact.lastName',
					'contact.structureId',
					'structure.name as structureName'
				])
				.where('contact.id', 'in', ids)
				.where('contact.access', '=', 'pending')
				.$if(accountId !== null, (q) =>
					q.where((eb) =>
						eb.exists(
							eb
								.selectFrom('contact as own')
								.select('own.id')
								.where('own.accountId', '=', accountId)
								.whereRef('own.structureId', '=', 'contact.structureId')
								.where('own.access', '=', 'active')
								.where('own.role', '=', 'administrator')
						)
					)
				)
				.execute();

type Person = { firstName: string | null; lastName: string | null };
export const nameOf = ({ firstName, lastName }: Person): string => `${firstName} ${lastName}`;

/** Customers know staff by their first name. */
export const authorFor = (isStaff: boolean, author: Person & { side: string }): string =>
	!isStaff && author.side === 'staff' ? author.firstName! : nameOf(author);

export const accountOf = (db: Any, id: string) =>
	db.selectFrom('account').select(['id', 'locale', 'staffRole']).where('id', '=', id).executeTakeFirst();

/** What a cause is about: whose ticket, who wrote, where. */
export const ticketOf = (db: Any, id: string) =>
	db
		.selectFrom('ticket')
		.select(['id', 'number', 'requesterId', 'structureId'])
		.where('id', '=', id)
		.executeTakeFirst();

export const authorOf = async (db: Any, messageId: string): Promise<string | null> =>
	(await db.selectFrom('ticketMessage').select('authorId').where('id', '=', messageId).executeTakeFirst())?.authorId ??
	null;

export const participantsOf = async (db: Any, ticketId: string): Promise<string[]> =>
	(await db.selectFrom('ticketParticipant').select('accountId').where('ticketId', '=', ticketId).execute()).map(
		({ accountId }) => accountId
	);

export const structureOfContact = async (db: Any, id: string): Promise<string | null> =>
	(await db.selectFrom('contact').select('structureId').where('id', '=', id).executeTakeFirst())?.structureId ?? null;

export const staffAmong = async (db: Any, ids: readonly string[]): Promise<Set<string>> =>
	new Set(
		ids.length === 0
			? []
			: (
					await db
						.selectFrom('account')
						.select('id')
						.where('id', 'in', ids)
						.where('staffRole', 'is not', null)
						.execute()
				).map(({ id }) => id)
	);

export const preferencesOf = (
	db: Any,
	accountIds: readonly string[]
): Promise<Selectable<NotificationPreferenceTable>[]> =>
	accountIds.length === 0
		? Promise.resolve([])
		: db.selectFrom('notificationPreference').selectAll().where('accountId', 'in', accountIds).execute();

export async function setPreferences(
	db: Trx,
	accountId: string,
	chosen: { event: NewsEvent; mail: 'on' | 'off'; bell: 'on' | 'off'; push: 'on' | 'off' }[]
): Promise<void> {
	for (const row of chosen)
		await db
			.insertInto('notificationPreference')
			.values({ accountId, ...row })
			.onConflict((c) =>
				c.columns(['accountId', 'event']).doUpdateSet({ mail: row.mail, bell: row.bell, push: row.push })
			)
			.execute();
}

export const isAdministratorAnywhere = async (db: Any, accountId: string): Promise<boolean> =>
	(await db
		.selectFrom('contact')
		.select('id')
		.where('accountId', '=', accountId)
		.where('access', '=', 'active')
		.where('role', '=', 'administrator')
		.limit(1)
		.executeTakeFirst()) !== undefined;
