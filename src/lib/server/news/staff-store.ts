import './table.ts';
import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { NewsRole, NewsState } from '#lib/schemas/news-choices.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import type { Audience } from './audience.ts';
import type { NewsPictureTable, NewsTable } from './table.ts';

type Any = Db | Trx;
export type News = Selectable<NewsTable>;

/** An item as it is kept, whatever its state, with the room its picture takes. */
export const find = (db: Any, id: string) => all(db).selectAll('news').where('news.id', '=', id).executeTakeFirst();

export const findByKey = (db: Any, requestKey: string) =>
	db.selectFrom('news').select('id').where('requestKey', '=', requestKey).executeTakeFirst();

const all = (db: Any) =>
	db
		.selectFrom('news')
		.leftJoin('storedFile', 'storedFile.hash', 'news.pictureHash')
		.select(['storedFile.width', 'storedFile.height'])
		.select(sql<null>`null`.as('acknowledgedAt'));

/** Where a list of one state goes on: by which moment, and which item. */
export interface Mark {
	pinned: number;
	at: string;
	id: string;
}

/** A page of the items in one state; each list is read in the order of its own index. */
export function page(db: Any, state: NewsState, now: string, mark: Mark | undefined, most: number): Promise<News[]> {
	const news = db.selectFrom('news').selectAll().limit(most);
	const { pinned, at, id } = mark ?? { pinned: 2, at: state === 'scheduled' ? now : BEYOND, id: '' };
	const beyond = mark ?? { id: BEYOND };
	switch (state) {
		case 'draft':
			return news
				.where('releasedAt', 'is', null)
				.where(sql<boolean>`(updated_at, id) < (${at}, ${beyond.id})`)
				.orderBy('updatedAt', 'desc')
				.orderBy('id', 'desc')
				.execute();
		case 'scheduled':
			return news
				.where('releasedAt', 'is not', null)
				.where('publishedAt', '>', now)
				.where(sql<boolean>`(published_at, id) > (${at}, ${id})`)
				.orderBy('publishedAt')
				.orderBy('id')
				.execute();
		case 'online':
			return news
				.where('releasedAt', 'is not', null)
				.where('publishedAt', '<=', now)
				.where((eb) => eb.or([eb('withdrawnAt', 'is', null), eb('withdrawnAt', '>', now)]))
				.where(sql<boolean>`(pinned, published_at, id) < (${pinned}, ${at}, ${id})`)
				.orderBy('pinned', 'desc')
				.orderBy('publishedAt', 'desc')
				.orderBy('id', 'desc')
				.execute();
		case 'ended':
			return news
				.where('releasedAt', 'is not', null)
				.where('withdrawnAt', 'is not', null)
				.where('withdrawnAt', '<=', now)
				.where(sql<boolean>`(withdrawn_at, id) < (${at}, ${beyond.id})`)
				.orderBy('withdrawnAt', 'desc')
				.orderBy('id', 'desc')
				.execute();
	}
}

/** After every moment and every identifier. */
const BEYOND = '~';

export const insert = (db: Trx, row: Insertable<NewsTable>) => db.insertInto('news').values(row).execute();

export const update = (db: Trx, id: string, values: Updateable<NewsTable>) =>
	db
		.updateTable('news')
		.set(values)
		.set((eb) => ({ revision: eb('revision', '+', 1) }))
		.where('id', '=', id)
		.execute();

/** Its audience and the sizes of its picture go with it. */
export const remove = (db: Trx, id: string) => db.deleteFrom('news').where('id', '=', id).execute();

export async function setPictures(db: Trx, newsId: string, sizes: Omit<NewsPictureTable, 'newsId'>[]): Promise<void> {
	await db.deleteFrom('newsPicture').where('newsId', '=', newsId).execute();
	if (sizes.length === 0) return;
	await db
		.insertInto('newsPicture')
		.values(sizes.map(({ width, height, hash }) => ({ newsId, width, height, hash })))
		.execute();
}

export async function setAudience(
	db: Trx,
	newsId: string,
	{ products, roles }: Pick<Audience, 'products' | 'roles'>
): Promise<void> {
	await db.deleteFrom('newsProduct').where('newsId', '=', newsId).execute();
	await db.deleteFrom('newsRole').where('newsId', '=', newsId).execute();
	if (products.length > 0)
		await db
			.insertInto('newsProduct')
			.values(products.map((productId) => ({ newsId, productId })))
			.execute();
	if (roles.length > 0)
		await db
			.insertInto('newsRole')
			.values(roles.map((role) => ({ newsId, role })))
			.execute();
}

/** The products and roles some items are meant for. */
export async function audiences(db: Any, ids: readonly string[]) {
	const none: { products: Map<string, Product[]>; roles: Map<string, NewsRole[]> } = {
		products: new Map(),
		roles: new Map()
	};
	if (ids.length === 0) return none;
	const products = await db
		.selectFrom('newsProduct')
		.innerJoin('product', 'product.id', 'newsProduct.productId')
		.select(['newsProduct.newsId', 'product.id', 'product.name'])
		.where('newsProduct.newsId', 'in', ids)
		.orderBy('product.position')
		.execute();
	const roles = await db.selectFrom('newsRole').selectAll().where('newsId', 'in', ids).orderBy('role').execute();
	for (const { newsId, id, name } of products)
		none.products.set(newsId, [...(none.products.get(newsId) ?? []), { id, name }]);
	for (const { newsId, role } of roles) none.roles.set(newsId, [...(none.roles.get(newsId) ?? []), role]);
	return none;
}

export interface Product {
	id: string;
	name: string;
}

/** The vendor's products, those out of use last. */
export const products = (db: Any) =>
	db.selectFrom('product').select(['id', 'name', 'retiredAt']).orderBy('position').execute();

export const knownProducts = async (db: Any, ids: readonly string[]): Promise<number> =>
	ids.length === 0 ? 0 : (await db.selectFrom('product').select('id').where('id', 'in', ids).execute()).length;

export const nameOf = async (db: Any, accountId: string | null): Promise<string | null> => {
	if (accountId === null) return null;
	const row = await db
		.selectFrom('account')
		.select(['firstName', 'lastName'])
		.where('id', '=', accountId)
		.executeTakeFirst();
	return row ? `${row.firstName} ${row.lastName}` : null;
};
