import './table.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Db, Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { currentLocale } from '#server/platform/locale.ts';

/** What a ticket may be about: the vendor's categories and products, in their order, retired ones left out. */
export async function choicesOf(db: Db | Trx) {
	const locale = currentLocale();
	const categories = await db
		.selectFrom('ticketCategory')
		.selectAll()
		.where('retiredAt', 'is', null)
		.orderBy('position')
		.execute();
	const products = await db
		.selectFrom('product')
		.select(['id', 'name'])
		.where('retiredAt', 'is', null)
		.orderBy('position')
		.execute();
	return {
		categories: categories.map(({ id, kind, labelFr, labelEn }) => ({
			id,
			kind,
			label: locale === 'fr' ? labelFr : labelEn
		})),
		products
	};
}

/** The vendor's name of each category in the reader's language, retired ones included: old tickets keep theirs. */
export async function categoryLabels(db: Db | Trx): Promise<(id: string) => string> {
	const locale = currentLocale();
	const rows = await db.selectFrom('ticketCategory').select(['id', 'labelFr', 'labelEn']).execute();
	const labels = new Map(rows.map(({ id, labelFr, labelEn }) => [id, locale === 'fr' ? labelFr : labelEn]));
	return (id) => labels.get(id) ?? id;
}

/** Refuses, at its field, a category or product that is not offered. */
export async function expectOffered(
	db: Db | Trx,
	{ category, product }: { category: string; product?: string | undefined }
): Promise<void> {
	const { categories, products } = await choicesOf(db);
	const fields: Record<string, string> = {};
	if (!categories.some(({ id }) => id === category)) fields.category = m.errors_choose();
	if (product !== undefined && !products.some(({ id }) => id === product)) fields.product = m.errors_choose();
	if (Object.keys(fields).length > 0) throw new AppError('invalid', m.errors_invalid(), { fields });
}
