import type { Kysely } from 'kysely';

/** What the vendor publishes: news and documents, and the stored files behind them. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('stored_file')
		.addColumn('hash', 'text', (c) => c.primaryKey())
		.addColumn('type', 'text', (c) => c.notNull())
		.addColumn('size', 'integer', (c) => c.notNull())
		.addColumn('width', 'integer')
		.addColumn('height', 'integer')
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();

	await db.schema
		.createTable('news')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('body', 'text', (c) => c.notNull())
		.addColumn('audience', 'text', (c) => c.notNull())
		.addColumn('picture_hash', 'text', (c) => c.references('stored_file.hash'))
		.addColumn('picture_alt', 'text', (c) => c.notNull())
		.addColumn('pinned_at', 'text')
		.addColumn('published_at', 'text', (c) => c.notNull())
		.addColumn('withdrawn_at', 'text')
		.addColumn('author_id', 'text', (c) => c.references('account.id'))
		.execute();
	await db.schema.createIndex('news_published').on('news').columns(['audience', 'published_at']).execute();

	await db.schema
		.createTable('document')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('structure_id', 'text', (c) => c.references('structure.id'))
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('description', 'text', (c) => c.notNull())
		.addColumn('file_hash', 'text', (c) => c.notNull().references('stored_file.hash'))
		.addColumn('file_name', 'text', (c) => c.notNull())
		.addColumn('published_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('document_structure').on('document').columns(['structure_id', 'published_at']).execute();
}
