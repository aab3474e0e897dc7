import './table.ts';
import type { Db, Trx } from '#server/platform/db.ts';

/** Every product of the vendor that is offered, or that a structure has though it is offered no more, in their order. */
export const productsFor = (db: Db | Trx, structureId: string) =>
	db
		.selectFrom('product')
		.leftJoin('structureProduct', (join) =>
			join.onRef('structureProduct.productId', '=', 'product.id').on('structureProduct.structureId', '=', structureId)
		)
		.select(['product.id', 'product.name', 'product.retiredAt', 'structureProduct.structureId as heldBy'])
		.where((eb) => eb.or([eb('product.retiredAt', 'is', null), eb('structureProduct.structureId', 'is not', null)]))
		.orderBy('product.position')
		.orderBy('product.id')
		.execute();

/** Put there before is there once. */
export const addProducts = (db: Trx, structureId: string, productIds: readonly string[]) =>
	db
		.insertInto('structureProduct')
		.values(productIds.map((productId) => ({ structureId, productId })))
		.onConflict((c) => c.doNothing())
		.execute();

export const removeProducts = (db: Trx, structureId: string, productIds: readonly string[]) =>
	db
		.deleteFrom('structureProduct')
		.where('structureId', '=', structureId)
		.where('productId', 'in', productIds)
		.execute();
