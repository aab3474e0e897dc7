import './table.ts';
import { sql, type RawBuilder } from 'kysely';
import type { ReaderFilter } from '#lib/schemas/news-choices.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import { isActive, isReader, type Audience } from './audience.ts';

type Any = Db | Trx;

/** Somebody an item is meant for, in the first of their structures it is meant for. */
export interface Reader {
	accountId: string;
	firstName: string;
	lastName: string;
	email: string;
	acknowledgedAt: string | null;
	/** What the list is ordered by. */
	sortName: string;
	standing: number;
	searchText: string;
	contactId: string;
}

/** Where the list goes on: after a person in the order of structures, or before an acknowledgement. */
export interface ReaderMark {
	sortName: string;
	standing: number;
	searchText: string;
	contactId: string;
}
export interface DoneMark {
	at: string;
	accountId: string;
}

/** Whoever holds several such contacts is listed with the first: one person, one row. */
const isFirst = (audience: Audience): RawBuilder<boolean> => sql<boolean>`not exists (
	select 1 from contact other
	where other.account_id = reader.account_id and ${isActive('other')} and other.id < reader.id
		and ${isReader('other', audience)})`;

const COLUMNS = sql`reader.account_id, reader.id as contact_id, reader.first_name, reader.last_name, reader.email,
	reader.search_text, acknowledgement.acknowledged_at`;

/** A page of people in the order of their structures' names, then of their own: all, or who has still to say so. */
export async function inOrder(
	db: Any,
	newsId: string,
	audience: Audience,
	filter: Exclude<ReaderFilter, 'done'>,
	mark: ReaderMark | undefined,
	most: number
): Promise<Reader[]> {
	const { sortName, standing, searchText, contactId } = mark ?? {
		sortName: '',
		standing: -1,
		searchText: '',
		contactId: ''
	};
	// Joined in this order, as it is read: structures by name, people within them.
	const { rows } = await sql<Reader>`
		select ${COLUMNS}, standing.sort_name, standing.id as standing
		from structure_standing standing
		cross join contact reader on reader.structure_id = standing.structure_id
			and reader.access = 'active' and reader.account_id is not null
		left join news_acknowledgement acknowledgement
			on acknowledgement.news_id = ${newsId} and acknowledgement.account_id = reader.account_id
		where standing.sort_name >= ${sortName}
			and (standing.sort_name, standing.id, reader.search_text, reader.id)
				> (${sortName}, ${standing}, ${searchText}, ${contactId})
			and ${isReader('reader', audience)}
			and ${filter === 'waiting' ? sql`acknowledgement.account_id is null` : sql`true`}
			and ${isFirst(audience)}
		order by standing.sort_name, standing.id, reader.search_text, reader.id
		limit ${most}`.execute(db);
	return rows;
}

/** Where somebody stands in that order. */
export const placeOf = (db: Any, contactId: string): Promise<ReaderMark | undefined> =>
	db
		.selectFrom('contact')
		.innerJoin('structureStanding', 'structureStanding.structureId', 'contact.structureId')
		.select([
			'structureStanding.sortName',
			'structureStanding.id as standing',
			'contact.searchText',
			'contact.id as contactId'
		])
		.where('contact.id', '=', contactId)
		.executeTakeFirst();

/** A page of who has said so, the last first. */
export async function done(
	db: Any,
	newsId: string,
	audience: Audience,
	mark: DoneMark | undefined,
	most: number
): Promise<Reader[]> {
	const { at, accountId } = mark ?? { at: '~', accountId: '' };
	const { rows } = await sql<Reader>`
		select ${COLUMNS}, '' as sort_name, 0 as standing
		from news_acknowledgement acknowledgement
		cross join contact reader on reader.account_id = acknowledgement.account_id and ${isActive('reader')}
		where acknowledgement.news_id = ${newsId}
			and (acknowledgement.acknowledged_at, acknowledgement.account_id) < (${at}, ${accountId})
			and ${isReader('reader', audience)}
			and ${isFirst(audience)}
		order by acknowledgement.acknowledged_at desc, acknowledgement.account_id desc
		limit ${most}`.execute(db);
	return rows;
}

/** How many of those an item is meant for now have said so. */
export async function countDone(db: Any, newsId: string, audience: Audience): Promise<number> {
	const { rows } = await sql<{ count: number }>`
		select count(*) as count from news_acknowledgement acknowledgement
		where acknowledgement.news_id = ${newsId} and exists (
			select 1 from contact reader
			where reader.account_id = acknowledgement.account_id and ${isActive('reader')}
				and ${isReader('reader', audience)})`.execute(db);
	return Number(rows[0]!.count);
}

/** The structures some people read it in, by name. */
export async function structuresOf(db: Any, audience: Audience, accountIds: readonly string[]) {
	if (accountIds.length === 0) return [];
	return db
		.selectFrom('contact as reader')
		.innerJoin('structure', 'structure.id', 'reader.structureId')
		.select([
			sql<string>`reader.account_id`.as('accountId'),
			'structure.id',
			'structure.name',
			'structure.customerNumber'
		])
		.where('reader.accountId', 'in', accountIds)
		.where(isActive('reader'))
		.where(isReader('reader', audience))
		.orderBy('structure.name')
		.execute();
}
