import type { Kysely } from 'kysely';

/** Which of the vendor's products a structure has: news and mailings can be meant for the users of one. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('structure_product')
		.addColumn('structure_id', 'text', (c) => c.notNull().references('structure.id').onDelete('cascade'))
		.addColumn('product_id', 'text', (c) => c.notNull().references('product.id'))
		.addPrimaryKeyConstraint('structure_product_once', ['structure_id', 'product_id'])
		.execute();
	await db.schema
		.createIndex('structure_product_product')
		.on('structure_product')
		.columns(['product_id', 'structure_id'])
		.execute();
}
