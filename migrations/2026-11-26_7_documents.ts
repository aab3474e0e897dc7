import { sql, type Kysely } from 'kysely';

/**
 * What the vendor puts before its customers: whose a document is, who of them may see it, and what waits to be published
 * many at once. `document` is made anew: the bytes of a withdrawn one may go while the fact of it stays.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('document_anew')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('structure_id', 'text', (c) => c.references('structure.id'))
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('description', 'text', (c) => c.notNull())
		.addColumn('document_date', 'text')
		.addColumn('audience', 'text', (c) => c.notNull())
		.addColumn('search_text', 'text', (c) => c.notNull())
		.addColumn('file_hash', 'text', (c) => c.references('stored_file.hash'))
		.addColumn('file_name', 'text', (c) => c.notNull())
		.addColumn('publication_id', 'text', (c) => c.notNull())
		.addColumn('published_at', 'text', (c) => c.notNull())
		.addColumn('published_by', 'text', (c) => c.references('account.id'))
		.addColumn('withdrawn_at', 'text')
		.addColumn('withdrawn_by', 'text', (c) => c.references('account.id'))
		.addColumn('revision', 'integer', (c) => c.notNull().defaultTo(1))
		.execute();
	await sql`
		insert into document_anew (id, structure_id, kind, title, description, audience, search_text, file_hash, file_name,
			publication_id, published_at)
		select id, structure_id, 'certificate', title, description,
			case when structure_id is null then 'public' else 'everybody' end,
			' ' || lower(title), file_hash, file_name, id, published_at
		from document`.execute(db);
	await db.schema.dropTable('document').execute();
	await db.schema.alterTable('document_anew').renameTo('document').execute();
	await db.schema
		.createIndex('document_structure')
		.on('document')
		.columns(['structure_id', 'published_at', 'id'])
		.execute();
	await db.schema.createIndex('document_file').on('document').column('file_hash').execute();
	await db.schema.createIndex('document_publication').on('document').column('publication_id').execute();
	// The same bytes are in a structure once, however often they are sent.
	await db.schema
		.createIndex('document_once')
		.unique()
		.on('document')
		.columns(['structure_id', 'file_hash'])
		.where(sql.ref('withdrawn_at'), 'is', null)
		.execute();

	await db.schema
		.createTable('document_batch')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('audience', 'text', (c) => c.notNull())
		.addColumn('document_date', 'text')
		.addColumn('announced_by', 'text', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('created_by', 'text', (c) => c.notNull().references('account.id'))
		.execute();
	await db.schema.createIndex('document_batch_created').on('document_batch').columns(['created_at', 'id']).execute();
	await db.schema
		.createTable('document_batch_file')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('batch_id', 'text', (c) => c.notNull().references('document_batch.id'))
		.addColumn('position', 'integer', (c) => c.notNull())
		.addColumn('hash', 'text', (c) => c.notNull().references('stored_file.hash'))
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('structure_id', 'text', (c) => c.references('structure.id'))
		.addColumn('chosen_by', 'text', (c) => c.references('account.id'))
		/** Why the name told no structure, and the numbers read in it. */
		.addColumn('fault', 'text')
		.addColumn('numbers', 'text', (c) => c.notNull())
		.addColumn('left_out_at', 'text')
		.addColumn('document_id', 'text', (c) => c.references('document.id'))
		.addColumn('revision', 'integer', (c) => c.notNull().defaultTo(1))
		.execute();
	await db.schema
		.createIndex('document_batch_file_place')
		.unique()
		.on('document_batch_file')
		.columns(['batch_id', 'position'])
		.execute();
	await db.schema
		.createIndex('document_batch_file_hash')
		.on('document_batch_file')
		.columns(['hash', 'batch_id', 'position'])
		.execute();
}
