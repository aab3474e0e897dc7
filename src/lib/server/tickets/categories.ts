import type { z } from 'zod';
import { fold } from '#lib/fold.ts';
import { m } from '#lib/paraglide/messages.js';
import type { moveCategoryInput, saveCategoryInput } from '#lib/schemas/catalogue.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import * as store from './catalogue-store.ts';
import { bringBack, lastPlace, move, retire } from './ordered.ts';

/** What tickets may be about, retired ones behind. */
export async function listCategories({ db }: Ctx<'manager'>) {
	const all = await store.categories(db);
	const shown = all.map(({ id, kind, labelFr, labelEn, retiredAt }) => ({
		id,
		labelFr,
		labelEn,
		/** Carries a form and a check-list of its own: it is always offered. */
		typed: kind !== 'plain',
		retired: retiredAt !== null
	}));
	return { offered: shown.filter(({ retired }) => !retired), retired: shown.filter(({ retired }) => retired) };
}

/** Names a category anew, or adds one. Old tickets show its new name. */
export function saveCategory(
	ctx: Ctx<'manager'>,
	{ category: id, labelFr, labelEn }: z.output<typeof saveCategoryInput>
): Promise<{ id: string }> {
	return transact(ctx, async (ctx) => {
		const known = id === undefined ? undefined : await categoryNamed(ctx.db, id);
		await expectNew(ctx.db, { labelFr, labelEn }, id);
		if (known) {
			await store.updateCategory(ctx.db, known.id, { labelFr, labelEn });
			await recordAudit(ctx, 'category.renamed', known.id, { labelFr, labelEn });
			return { id: known.id };
		}
		const position = await lastPlace(ctx.db, 'ticketCategory');
		const row = { id: newId(), kind: 'plain' as const, labelFr, labelEn, position, retiredAt: null };
		await store.insertCategory(ctx.db, row);
		await recordAudit(ctx, 'category.added', row.id, { labelFr, labelEn });
		return { id: row.id };
	});
}

export function moveCategory(
	ctx: Ctx<'manager'>,
	{ category: id, direction }: z.output<typeof moveCategoryInput>
): Promise<void> {
	return transact(ctx, async (ctx) => {
		await categoryNamed(ctx.db, id);
		if (await move(ctx.db, 'ticketCategory', id, direction))
			await recordAudit(ctx, 'category.moved', id, { direction });
	});
}

/** Offers a category no longer; tickets keep theirs. `conflict` for a typed one, and for the last plain one. */
export function retireCategory(ctx: Ctx<'manager'>, { category: id }: { category: string }): Promise<void> {
	return transact(ctx, async (ctx) => {
		const category = await categoryNamed(ctx.db, id);
		if (category.kind !== 'plain') throw new AppError('conflict', m.settings_category_typed());
		if (category.retiredAt !== null) return;
		const plain = (await store.categories(ctx.db)).filter(({ kind, retiredAt }) => kind === 'plain' && !retiredAt);
		if (plain.length <= 1) throw new AppError('conflict', m.settings_category_last());
		await retire(ctx.db, 'ticketCategory', id, ctx.now());
		await recordAudit(ctx, 'category.retired', id, { labelFr: category.labelFr });
	});
}

export function bringCategoryBack(ctx: Ctx<'manager'>, { category: id }: { category: string }): Promise<void> {
	return transact(ctx, async (ctx) => {
		const { retiredAt, labelFr, labelEn } = await categoryNamed(ctx.db, id);
		if (retiredAt === null) return;
		await expectNew(ctx.db, { labelFr, labelEn }, id);
		await bringBack(ctx.db, 'ticketCategory', id);
		await recordAudit(ctx, 'category.brought_back', id, { labelFr });
	});
}

async function categoryNamed(db: Trx, id: string) {
	const category = await store.category(db, id);
	if (!category) throw new AppError('not_found', m.errors_not_found());
	return category;
}

/** Two of one name could not be told apart; a retired one hinders nobody. */
async function expectNew(
	db: Db | Trx,
	labels: { labelFr: string; labelEn: string },
	own: string | undefined
): Promise<void> {
	const others = (await store.categories(db)).filter(({ id, retiredAt }) => id !== own && retiredAt === null);
	const fields = Object.fromEntries(
		(['labelFr', 'labelEn'] as const)
			.filter((field) => others.some((other) => fold(other[field]) === fold(labels[field])))
			.map((field) => [field, m.settings_category_taken()])
	);
	if (Object.keys(fields).length > 0)
		throw new AppError('conflict', own === undefined ? m.errors_invalid() : m.settings_category_taken(), { fields });
}
