import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { setProductsInput } from '#lib/schemas/structures.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { structureOf } from './domain.ts';
import { addProducts, productsFor, removeProducts } from './product-store.ts';

/** The vendor's products, and which of them a structure has. One offered no more is there while it has it. */
export async function readProducts(ctx: Ctx<'staff'>, { id }: { id: string }) {
	await structureOf(ctx.db, id);
	return (await productsFor(ctx.db, id)).map(({ retiredAt, heldBy, ...product }) => ({
		...product,
		held: heldBy !== null,
		retired: retiredAt !== null
	}));
}

/** Says which products a structure has. `invalid` for one that is not offered, unless it has it already. */
export function setProducts(
	ctx: Ctx<'staff'>,
	{ structure: id, products }: z.output<typeof setProductsInput>
): Promise<void> {
	return transact(ctx, async (ctx) => {
		const structure = await structureOf(ctx.db, id);
		const known = await productsFor(ctx.db, structure.id);
		const wanted = new Set(products);
		if (products.some((product) => !known.some(({ id }) => id === product)))
			throw new AppError('invalid', m.errors_invalid(), { fields: { products: m.errors_choose() } });
		const added = known.filter(({ id, heldBy }) => wanted.has(id) && heldBy === null);
		const removed = known.filter(({ id, heldBy }) => !wanted.has(id) && heldBy !== null);
		if (added.length + removed.length === 0) return;
		const ids = (of: typeof known) => of.map(({ id }) => id);
		if (added.length > 0) await addProducts(ctx.db, structure.id, ids(added));
		if (removed.length > 0) await removeProducts(ctx.db, structure.id, ids(removed));
		await recordAudit(ctx, 'structure.products_set', structure.id, {
			structureId: structure.id,
			added: added.map(({ name }) => name),
			removed: removed.map(({ name }) => name)
		});
	});
}
