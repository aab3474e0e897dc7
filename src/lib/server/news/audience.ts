import { sql, type RawBuilder } from 'kysely';
import type { NewsRole } from '#lib/schemas/news-choices.ts';

/**
 * Whether a contact, `reader` in the query around, is one of those the item `news` of the query is meant for: their
 * structure has one of its products, and they hold one of its roles. What an item does not ask for holds nobody back.
 */
export const MEANT_FOR_READER = sql<boolean>`(
	(not exists (select 1 from news_product where news_product.news_id = news.id)
		or exists (select 1 from news_product join structure_product
				on structure_product.structure_id = reader.structure_id
				and structure_product.product_id = news_product.product_id
			where news_product.news_id = news.id))
	and (not exists (select 1 from news_role where news_role.news_id = news.id)
		or exists (select 1 from news_role where news_role.news_id = news.id and (
			(news_role.role = 'administrator' and reader.role = 'administrator')
			or exists (select 1 from referent
				where referent.contact_id = reader.id and referent.role = news_role.role))))
)`;

/** Whom an item is for, as it is chosen. */
export interface Audience {
	audience: 'public' | 'members';
	products: readonly string[];
	roles: readonly NewsRole[];
}

/**
 * The same, of an audience at hand: one need not be stored, and its SQL asks for no more than it has to. `reader` names a
 * row of `contact` that is active and has an account.
 */
export function isReader(reader: string, { products, roles }: Audience): RawBuilder<boolean> {
	const column = (name: string) => sql.ref(`${reader}.${name}`);
	const asked: RawBuilder<unknown>[] = [];
	if (products.length > 0)
		asked.push(sql`exists (select 1 from structure_product
			where structure_product.structure_id = ${column('structureId')}
				and structure_product.product_id in (${sql.join(products)}))`);
	const referents = roles.filter((role) => role !== 'administrator');
	const held: RawBuilder<unknown>[] = [];
	if (roles.includes('administrator')) held.push(sql`${column('role')} = 'administrator'`);
	if (referents.length > 0)
		held.push(sql`exists (select 1 from referent
			where referent.contact_id = ${column('id')} and referent.role in (${sql.join(referents)}))`);
	if (held.length > 0) asked.push(sql`(${sql.join(held, sql` or `)})`);
	return asked.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(asked, sql` and `)})`;
}

/**
 * Whether a contact found by its person is active. Said so that no index of who is active is taken for it: that is nearly
 * everybody, and a person has a few contacts only.
 */
export const isActive = (reader: string): RawBuilder<boolean> =>
	sql<boolean>`coalesce(${sql.ref(`${reader}.access`)}, '') = 'active'`;
