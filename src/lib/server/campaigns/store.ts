import './table.ts';
import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';
import type { CampaignTable } from './table.ts';

type Any = Db | Trx;
export type Campaign = Selectable<CampaignTable>;

export const insert = (db: Trx, row: Insertable<CampaignTable>) => db.insertInto('campaign').values(row).execute();

export const find = (db: Any, id: string): Promise<Campaign | undefined> =>
	db.selectFrom('campaign').selectAll().where('id', '=', id).executeTakeFirst();

export const update = (db: Trx, id: string, values: Updateable<CampaignTable>) =>
	db.updateTable('campaign').set(values).where('id', '=', id).execute();

/** Newest first, with what became of each so far. */
const counted = (db: Any) =>
	db
		.selectFrom('campaign')
		.selectAll()
		.select((eb) =>
			(['sent', 'opened', 'activated'] as const).map((count) =>
				eb
					.selectFrom('campaignHour')
					.select((eb) => eb.fn.coalesce(eb.fn.sum<number>(count), sql.lit(0)).as('sum'))
					.whereRef('campaignHour.campaignId', '=', 'campaign.id')
					.as(count)
			)
		)
		.orderBy('id', 'desc');

export const list = (db: Any, before: string | undefined, most: number) =>
	counted(db)
		.$if(before !== undefined, (q) => q.where('id', '<', before!))
		.limit(most)
		.execute();

export const underWay = (db: Any, most: number) =>
	counted(db).where('startedAt', 'is not', null).where('endedAt', 'is', null).limit(most);

/** Which may send a mail now. */
export const due = (db: Any, now: string): Promise<Campaign[]> =>
	db
		.selectFrom('campaign')
		.selectAll()
		.where('startedAt', 'is not', null)
		.where('pausedAt', 'is', null)
		.where('endedAt', 'is', null)
		.where('nextAt', '<=', now)
		.execute();

/** A campaign whose list is being emptied. */
export const emptying = async (db: Any): Promise<string | undefined> =>
	(await db.selectFrom('campaign').select('id').where('emptyingAt', 'is not', null).limit(1).executeTakeFirst())?.id;

/** Who the addresses are: their contacts, with the structures these are in. */
export const contactsUnder = (db: Any, emails: readonly string[]) =>
	db
		.selectFrom('contact')
		.innerJoin('structure', 'structure.id', 'contact.structureId')
		.select([
			'contact.email',
			'contact.civility',
			'contact.firstName',
			'contact.lastName',
			'contact.access',
			'structure.name as structure',
			'structure.customerNumber'
		])
		.where('contact.email', 'in', emails)
		.orderBy('structure.name')
		.orderBy('contact.id')
		.execute();

/** Writes once more to some who have not come and have no mail on its way. */
export const renew = async (db: Trx, campaignId: string, ids: readonly number[]): Promise<number> =>
	Number(
		(
			await db
				.updateTable('campaignRecipient')
				.set({ state: 'to_send', failure: '' })
				.where('campaignId', '=', campaignId)
				.where('id', 'in', ids)
				.where('state', 'in', RENEWABLE)
				.executeTakeFirstOrThrow()
		).numUpdatedRows
	);

const RENEWABLE = ['sent', 'opened', 'expired', 'failed'] as const;

/** The same for up to `most` of those last written to before a moment. */
export const renewLate = async (db: Trx, campaignId: string, before: string, most: number): Promise<number> =>
	Number(
		(
			await db
				.updateTable('campaignRecipient')
				.set({ state: 'to_send' })
				.where('id', 'in', (eb) =>
					eb
						.selectFrom('campaignRecipient')
						.select('id')
						.where('campaignId', '=', campaignId)
						.where('state', 'in', ['sent', 'opened', 'expired'])
						.where('lastSentAt', '<=', before)
						.limit(most)
				)
				.executeTakeFirstOrThrow()
		).numUpdatedRows
	);

/** Whose last link is good no more. */
export const expire = async (db: Any, now: string, most: number): Promise<number> =>
	Number(
		(
			await db
				.updateTable('campaignRecipient')
				.set({ state: 'expired' })
				.where('id', 'in', (eb) =>
					eb
						.selectFrom('campaignRecipient')
						.select('id')
						.where(sql<boolean>`state in ('sent', 'opened')`)
						.where('linkUntil', '<=', now)
						.limit(most)
				)
				.executeTakeFirstOrThrow()
		).numUpdatedRows
	);

export const hours = (db: Any, campaignId: string) =>
	db
		.selectFrom('campaignHour')
		.select(['hour', 'sent', 'opened', 'activated'])
		.where('campaignId', '=', campaignId)
		.orderBy('hour')
		.execute();

export const removeDraft = (db: Trx, id: string) => db.deleteFrom('campaign').where('id', '=', id).execute();
