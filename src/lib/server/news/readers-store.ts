import './table.ts';
import { setImmediate as letOthersPass } from 'node:timers/promises';
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

/** As many are looked at in one go, a few milliseconds, before everybody else's requests pass. */
const MOST_IN_A_GO = 1000;
/** A page and a little: a list without holes is read in one. */
const FIRST_GO = 60;

/** Of a go: those who are listed, and the last one looked at, listed or not, where there may be more. */
type Walked<R> = R & { listed: 0 | 1; turn: number };

/** Goes through people slice by slice until there are enough, wherever they stand. `ends` says when there is no more. */
async function untilEnough<R, M>(
	most: number,
	mark: M,
	slice: (mark: M, many: number) => Promise<Walked<R>[]>,
	after: (mark: M, last: Walked<R> | undefined) => M | null
): Promise<R[]> {
	if (most <= 0) return [];
	const found: R[] = [];
	// The more that are left out, the longer the goes.
	for (let many = Math.min(Math.max(most, FIRST_GO), MOST_IN_A_GO); ; many = Math.min(many * 2, MOST_IN_A_GO)) {
		const rows = await slice(mark, many);
		found.push(...rows.filter(({ listed }) => listed === 1));
		if (found.length >= most) return found.slice(0, most);
		const last = rows.at(-1);
		const next = after(mark, last?.turn === many ? last : undefined);
		if (next === null) return found;
		mark = next;
		await letOthersPass();
	}
}

const ACTIVE = sql`reader.access = 'active' and reader.account_id is not null`;
const PLACE = sql`standing.sort_name, standing.id as standing, reader.search_text, reader.id, reader.account_id,
	reader.structure_id, reader.role`;

/** Whoever comes next in the structure a person stands in: their index holds all of it. */
const inside = ({ standing, searchText, contactId }: ReaderMark, many: number) => sql`
	select ${PLACE}
	from structure_standing standing
	cross join contact reader on reader.structure_id = standing.structure_id and ${ACTIVE}
	where standing.id = ${standing} and (reader.search_text, reader.id) > (${searchText}, ${contactId})
	order by reader.search_text, reader.id
	limit ${many}`;

/** Whoever comes in the structures after one. Joined in this order, as it is read: structures by name, people within. */
const beyond = ({ sortName, standing }: Pick<ReaderMark, 'sortName' | 'standing'>, many: number) => sql`
	select ${PLACE}
	from structure_standing standing indexed by structure_standing_read
	cross join contact reader on reader.structure_id = standing.structure_id and ${ACTIVE}
	where standing.active_contacts > 0 and (standing.sort_name, standing.id) > (${sortName}, ${standing})
	order by standing.sort_name, standing.id, reader.search_text, reader.id
	limit ${many}`;

/** Whoever holds several such contacts is listed with the first: one person, one row. */
const isFirst = (audience: Audience): RawBuilder<boolean> => sql<boolean>`not exists (
	select 1 from contact other
	where other.account_id = reader.account_id and ${isActive('other')} and other.id < reader.id
		and ${isReader('other', audience)})`;

/** A page of people in the order of their structures' names, then of their own: all, or who has still to say so. */
export function inOrder(
	db: Any,
	newsId: string,
	audience: Audience,
	filter: Exclude<ReaderFilter, 'done'>,
	mark: ReaderMark | undefined,
	most: number
): Promise<Reader[]> {
	const asked = sql<boolean>`(${isReader('reader', audience)}
		and ${filter === 'waiting' ? sql`acknowledgement.account_id is null` : sql`true`}
		and ${isFirst(audience)})`;
	/** A structure begun is gone through to its end before those that follow. */
	type Place = { at: ReaderMark; begun: boolean };
	const start: Place = mark
		? { at: mark, begun: true }
		: { at: { sortName: '', standing: -1, searchText: '', contactId: '' }, begun: false };
	return untilEnough<Reader, Place>(
		most,
		start,
		async ({ at, begun }, many) => {
			const { rows } = await sql<Walked<Reader>>`
				select reader.sort_name, reader.standing, reader.search_text, reader.id as contact_id, reader.account_id,
					person.first_name, person.last_name, person.email, acknowledgement.acknowledged_at,
					reader.turn, ${asked} as listed
				from (select walked.*, row_number() over () as turn
					from (${begun ? inside(at, many) : beyond(at, many)}) walked) reader
				left join news_acknowledgement acknowledgement
					on acknowledgement.news_id = ${newsId} and acknowledgement.account_id = reader.account_id
				cross join contact person on person.id = reader.id
				where ${asked} or reader.turn = ${many}`.execute(db);
			return rows;
		},
		({ at, begun }, last) => {
			if (last) return { at: last, begun: true };
			return begun ? { at, begun: false } : null;
		}
	);
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
export const done = (
	db: Any,
	newsId: string,
	audience: Audience,
	mark: DoneMark | undefined,
	most: number
): Promise<Reader[]> =>
	untilEnough<Reader, DoneMark>(
		most,
		mark ?? { at: '~', accountId: '' },
		async ({ at, accountId }, many) => {
			const { rows } = await sql<Walked<Reader>>`
				select walked.account_id, walked.acknowledged_at, walked.turn, person.id is not null as listed,
					person.id as contact_id, person.first_name, person.last_name, person.email, person.search_text,
					'' as sort_name, 0 as standing
				from (select said.*, row_number() over () as turn from (
						select acknowledgement.account_id, acknowledgement.acknowledged_at
						from news_acknowledgement acknowledgement
						where acknowledgement.news_id = ${newsId}
							and (acknowledgement.acknowledged_at, acknowledgement.account_id) < (${at}, ${accountId})
						order by acknowledgement.acknowledged_at desc, acknowledgement.account_id desc
						limit ${many}) said) walked
				left join contact person on person.id = (
					select min(reader.id) from contact reader
					where reader.account_id = walked.account_id and ${isActive('reader')} and ${isReader('reader', audience)})
				where person.id is not null or walked.turn = ${many}`.execute(db);
			return rows;
		},
		(_, last) => (last ? { at: last.acknowledgedAt!, accountId: last.accountId } : null)
	);

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
