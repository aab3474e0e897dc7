import './table.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import type { NewsTable } from './table.ts';

/** What is published now to an audience, pinned first, newest first. Members see the public news too. */
export const listPublished = (db: Db | Trx, audiences: NewsTable['audience'][], now: string, most: number) =>
	published(db, audiences, now)
		.orderBy('news.pinnedAt', (o) => o.desc().nullsLast())
		.orderBy('news.publishedAt', 'desc')
		.limit(most)
		.execute();

export const findPublished = (db: Db | Trx, audiences: NewsTable['audience'][], now: string, id: string) =>
	published(db, audiences, now).where('news.id', '=', id).executeTakeFirst();

/** Where every reading of news starts. */
const published = (db: Db | Trx, audiences: NewsTable['audience'][], now: string) =>
	db
		.selectFrom('news')
		.leftJoin('storedFile', 'storedFile.hash', 'news.pictureHash')
		.select([
			'news.id',
			'news.title',
			'news.body',
			'news.publishedAt',
			'news.pinnedAt',
			'news.pictureHash',
			'news.pictureAlt',
			'storedFile.type',
			'storedFile.size',
			'storedFile.width',
			'storedFile.height'
		])
		.where('news.audience', 'in', audiences)
		.where('news.publishedAt', '<=', now)
		.where((eb) => eb.or([eb('news.withdrawnAt', 'is', null), eb('news.withdrawnAt', '>', now)]));

/** Whether an account is an active contact anywhere. */
export const isMemberSomewhere = async (db: Db | Trx, accountId: string): Promise<boolean> =>
	(await db
		.selectFrom('contact')
		.select('id')
		.where('accountId', '=', accountId)
		.where('access', '=', 'active')
		.limit(1)
		.executeTakeFirst()) !== undefined;
