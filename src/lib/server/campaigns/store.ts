import './table.ts';
import { sql, type Selectable } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';
import { pacedMail } from '#server/platform/paced-mail.ts';
import { recipients } from './recipients.ts';
import type { CampaignTable } from './table.ts';

type Any = Db | Trx;
export type Campaign = Selectable<CampaignTable>;

export const { insert, find, update, removeDraft, sendDue, pause, resume, atRate } = pacedMail('campaign');

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
export const renewLate = (db: Trx, campaignId: string, before: string, most: number): Promise<number> =>
	recipients.changeSome(
		db,
		sql`state = 'to_send'`,
		sql`campaign_id = ${campaignId} and state in ('sent', 'opened', 'expired') and last_sent_at <= ${before}`,
		most
	);

/** Whose last link is good no more. */
export const expire = (db: Any, now: string, most: number): Promise<number> =>
	recipients.changeSome(db, sql`state = 'expired'`, sql`state in ('sent', 'opened') and link_until <= ${now}`, most);

export const hours = (db: Any, campaignId: string) =>
	db
		.selectFrom('campaignHour')
		.select(['hour', 'sent', 'opened', 'activated'])
		.where('campaignId', '=', campaignId)
		.orderBy('hour')
		.execute();
