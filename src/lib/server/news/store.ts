import './table.ts';
import { sql } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';
import { isActive, MEANT_FOR_READER } from './audience.ts';

type Any = Db | Trx;

/** Whose eyes an item is read with. */
export type Eyes =
	| { kind: 'anybody' }
	/** Somebody in one of their structures. */
	| { kind: 'reader'; contactId: string; accountId: string }
	/** Somebody in any of their structures. */
	| { kind: 'person'; accountId: string };

/** Where a list goes on, in the order customers read in: pinned items first, then the newest. */
export interface Place {
	pinned: number;
	publishedAt: string;
	id: string;
}

/** Before every item. */
const TOP: Place = { pinned: 2, publishedAt: '', id: '' };

/** As much of a text as the beginning of it that is shown can take. */
export const EXCERPT_OF = 1200;

/** A page of what may be read. */
export const list = (db: Any, eyes: Eyes, now: string, { pinned, publishedAt, id }: Place = TOP, most: number) =>
	readable(db, eyes, now)
		.select(sql<string>`substr(news.body, 1, ${sql.lit(EXCERPT_OF)})`.as('body'))
		.where(sql<boolean>`(news.pinned, news.published_at, news.id) < (${pinned}, ${publishedAt}, ${id})`)
		.orderBy('news.pinned', 'desc')
		.orderBy('news.publishedAt', 'desc')
		.orderBy('news.id', 'desc')
		.limit(most)
		.execute();

export type ListedNews = Awaited<ReturnType<typeof list>>[number];

export const find = (db: Any, eyes: Eyes, now: string, id: string) =>
	readable(db, eyes, now).select('news.body').where('news.id', '=', id).executeTakeFirst();

/** What somebody has still to say that they have read, the oldest first. */
export const unacknowledged = (
	db: Any,
	eyes: Eyes & { kind: 'reader' },
	now: string,
	most: number
): Promise<{ id: string; title: string }[]> =>
	withinSight(db, eyes, now)
		.select(['news.id', 'news.title'])
		.where('news.acknowledgementAskedAt', 'is not', null)
		.where((eb) =>
			eb.not(
				eb.exists(
					eb
						.selectFrom('newsAcknowledgement')
						.select('newsId')
						.whereRef('newsAcknowledgement.newsId', '=', 'news.id')
						.where('newsAcknowledgement.accountId', '=', eyes.accountId)
				)
			)
		)
		.orderBy('news.publishedAt')
		.orderBy('news.id')
		.limit(most)
		.execute();

const readable = (db: Any, eyes: Eyes, now: string) =>
	withinSight(db, eyes, now)
		.leftJoin('storedFile', 'storedFile.hash', 'news.pictureHash')
		.select([
			'news.id',
			'news.title',
			'news.pinned',
			'news.pictureHash',
			'news.pictureAlt',
			'news.acknowledgementAskedAt',
			'storedFile.width',
			'storedFile.height',
			sql<string>`news.published_at`.as('publishedAt')
		])
		.select((eb) =>
			eb
				.selectFrom('newsAcknowledgement')
				.select('acknowledgedAt')
				.whereRef('newsAcknowledgement.newsId', '=', 'news.id')
				.where('newsAcknowledgement.accountId', '=', eyes.kind === 'anybody' ? '' : eyes.accountId)
				.as('acknowledgedAt')
		);

/** Where every reading by customers starts: released, within its dates, and meant for them. */
const withinSight = (db: Any, eyes: Eyes, now: string) =>
	db
		.selectFrom('news')
		.where('news.releasedAt', 'is not', null)
		.where('news.publishedAt', '<=', now)
		.where((eb) => eb.or([eb('news.withdrawnAt', 'is', null), eb('news.withdrawnAt', '>', now)]))
		.where((eb) =>
			eyes.kind === 'anybody'
				? eb('news.audience', '=', 'public')
				: eb.or([
						eb('news.audience', '=', 'public'),
						eb.exists(
							eb
								.selectFrom('contact as reader')
								.select('reader.id')
								.where(isActive('reader'))
								.$if(eyes.kind === 'reader', (q) =>
									q.where('reader.id', '=', (eyes as { contactId: string }).contactId)
								)
								.where('reader.accountId', '=', eyes.accountId)
								.where(MEANT_FOR_READER)
						)
					])
		);

export interface Picture {
	newsId: string;
	hash: string;
	width: number;
	height: number;
}

/** The sizes of some items' pictures, the smallest first. */
export const pictures = (db: Any, ids: readonly string[]): Promise<Picture[]> =>
	db
		.selectFrom('newsPicture')
		.select(['newsId', 'hash', 'width', 'height'])
		.where('newsId', 'in', ids)
		.orderBy('newsId')
		.orderBy('width')
		.execute();

export const storedFile = (db: Any, hash: string) =>
	db.selectFrom('storedFile').select(['hash', 'type', 'size']).where('hash', '=', hash).executeTakeFirst();

export const acknowledge = async (db: Trx, newsId: string, accountId: string, now: string): Promise<boolean> =>
	(
		await db
			.insertInto('newsAcknowledgement')
			.values({ newsId, accountId, acknowledgedAt: now })
			.onConflict((c) => c.columns(['newsId', 'accountId']).doNothing())
			.executeTakeFirst()
	).numInsertedOrUpdatedRows === 1n;
