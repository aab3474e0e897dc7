import type { z } from 'zod';
import { fold } from '#lib/fold.ts';
import { m } from '#lib/paraglide/messages.js';
import type { moveProductInput, saveProductInput } from '#lib/schemas/catalogue.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import * as store from './catalogue-store.ts';
import { bringBack, lastPlace, move, retire } from './ordered.ts';

/** What the vendor sells, retired ones behind. */
export async function listProducts({ db }: Ctx<'manager'>) {
	const all = await store.products(db);
	const shown = all.map(({ id, name, retiredAt }) => ({ id, name, retired: retiredAt !== null }));
	return { offered: shown.filter(({ retired }) => !retired), retired: shown.filter(({ retired }) => retired) };
}

/** Names a product anew, or adds one. */
export function saveProduct(
	ctx: Ctx<'manager'>,
	{ product: id, name }: z.output<typeof saveProductInput>
): Promise<{ id: string }> {
	return transact(ctx, async (ctx) => {
		const known = id === undefined ? undefined : await productNamed(ctx.db, id);
		await expectNew(ctx.db, name, id);
		if (known) {
			await store.updateProduct(ctx.db, known.id, { name });
			await recordAudit(ctx, 'product.renamed', known.id, { name });
			return { id: known.id };
		}
		const row = { id: newId(), name, position: await lastPlace(ctx.db, 'product'), retiredAt: null };
		await store.insertProduct(ctx.db, row);
		await recordAudit(ctx, 'product.added', row.id, { name });
		return { id: row.id };
	});
}

export function moveProduct(
	ctx: Ctx<'manager'>,
	{ product: id, direction }: z.output<typeof moveProductInput>
): Promise<void> {
	return transact(ctx, async (ctx) => {
		await productNamed(ctx.db, id);
		if (await move(ctx.db, 'product', id, direction)) await recordAudit(ctx, 'product.moved', id, { direction });
	});
}

/** Offers a product no longer; tickets, and structures that have it, keep it. */
export function retireProduct(ctx: Ctx<'manager'>, { product: id }: { product: string }): Promise<void> {
	return transact(ctx, async (ctx) => {
		const { name, retiredAt } = await productNamed(ctx.db, id);
		if (retiredAt !== null) return;
		await retire(ctx.db, 'product', id, ctx.now());
		await recordAudit(ctx, 'product.retired', id, { name });
	});
}

export function bringProductBack(ctx: Ctx<'manager'>, { product: id }: { product: string }): Promise<void> {
	return transact(ctx, async (ctx) => {
		const { name, retiredAt } = await productNamed(ctx.db, id);
		if (retiredAt === null) return;
		await expectNew(ctx.db, name, id);
		await bringBack(ctx.db, 'product', id);
		await recordAudit(ctx, 'product.brought_back', id, { name });
	});
}

async function productNamed(db: Trx, id: string) {
	const product = await store.product(db, id);
	if (!product) throw new AppError('not_found', m.errors_not_found());
	return product;
}

/** Two of one name could not be told apart; a retired one hinders nobody. */
async function expectNew(db: Db | Trx, name: string, own: string | undefined): Promise<void> {
	const others = (await store.products(db)).filter(({ id, retiredAt }) => id !== own && retiredAt === null);
	if (others.some((other) => fold(other.name) === fold(name)))
		throw new AppError('conflict', m.settings_product_taken(), { fields: { name: m.settings_product_taken() } });
}
