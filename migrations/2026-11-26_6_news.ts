import { sql, type Kysely } from 'kysely';

/**
 * News as staff write it: drafts, dates, several sizes of a picture, an audience by product and role, and who has read
 * what was to be read. SQLite cannot let a column be empty that could not: the table is made anew.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema.alterTable('news').renameTo('news_before').execute();
	await db.schema.dropIndex('news_published').execute();
	await news(db);
	await sql`insert into news (id, title, body, audience, picture_hash, picture_alt, pinned_at, published_at, withdrawn_at,
			author_id, released_at, created_at, updated_at, updated_by, revision)
		select id, title, body, audience, picture_hash, picture_alt, pinned_at, published_at, withdrawn_at,
			author_id, published_at, published_at, published_at, author_id, 1
		from news_before`.execute(db);
	await db.schema.dropTable('news_before').execute();
	await audience(db);
	await readers(db);
}

async function news(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('news')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('body', 'text', (c) => c.notNull())
		.addColumn('audience', 'text', (c) => c.notNull())
		.addColumn('picture_hash', 'text', (c) => c.references('stored_file.hash'))
		.addColumn('picture_alt', 'text', (c) => c.notNull())
		.addColumn('pinned_at', 'text')
		.addColumn('published_at', 'text')
		.addColumn('withdrawn_at', 'text')
		.addColumn('author_id', 'text', (c) => c.references('account.id'))
		.addColumn('released_at', 'text')
		.addColumn('acknowledgement_asked_at', 'text')
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('updated_at', 'text', (c) => c.notNull())
		.addColumn('updated_by', 'text', (c) => c.references('account.id'))
		.addColumn('revision', 'integer', (c) => c.notNull())
		.addColumn('request_key', 'text', (c) => c.unique())
		.addColumn('pinned', 'integer', (c) =>
			c.generatedAlwaysAs(sql`case when pinned_at is null then 0 else 1 end`).stored()
		)
		.execute();
	const released = sql.ref('released_at');
	await db.schema
		.createIndex('news_online')
		.on('news')
		.columns(['pinned', 'published_at', 'id'])
		.where(released, 'is not', null)
		.execute();
	await db.schema
		.createIndex('news_public')
		.on('news')
		.columns(['audience', 'pinned', 'published_at', 'id'])
		.where(released, 'is not', null)
		.execute();
	await db.schema
		.createIndex('news_scheduled')
		.on('news')
		.columns(['published_at', 'id'])
		.where(released, 'is not', null)
		.execute();
	await db.schema
		.createIndex('news_ended')
		.on('news')
		.columns(['withdrawn_at', 'id'])
		.where(sql<boolean>`released_at is not null and withdrawn_at is not null`)
		.execute();
	await db.schema
		.createIndex('news_draft')
		.on('news')
		.columns(['updated_at', 'id'])
		.where(released, 'is', null)
		.execute();
	await db.schema
		.createIndex('news_asking')
		.on('news')
		.columns(['published_at', 'id'])
		.where(sql<boolean>`acknowledgement_asked_at is not null and released_at is not null`)
		.execute();
	await db.schema.createIndex('news_picture_hash').on('news').column('picture_hash').execute();

	await db.schema
		.createTable('news_picture')
		.addColumn('news_id', 'text', (c) => c.notNull().references('news.id').onDelete('cascade'))
		.addColumn('width', 'integer', (c) => c.notNull())
		.addColumn('height', 'integer', (c) => c.notNull())
		.addColumn('hash', 'text', (c) => c.notNull().references('stored_file.hash'))
		.addPrimaryKeyConstraint('news_picture_once', ['news_id', 'width'])
		.execute();
	await db.schema.createIndex('news_picture_file').on('news_picture').column('hash').execute();
}

/** For whom an item inside the portal is meant: without a row, for all. */
async function audience(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('news_product')
		.addColumn('news_id', 'text', (c) => c.notNull().references('news.id').onDelete('cascade'))
		.addColumn('product_id', 'text', (c) => c.notNull().references('product.id'))
		.addPrimaryKeyConstraint('news_product_once', ['news_id', 'product_id'])
		.execute();
	await db.schema.createIndex('news_product_product').on('news_product').column('product_id').execute();
	await db.schema
		.createTable('news_role')
		.addColumn('news_id', 'text', (c) => c.notNull().references('news.id').onDelete('cascade'))
		.addColumn('role', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('news_role_once', ['news_id', 'role'])
		.execute();
}

async function readers(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('news_acknowledgement')
		.addColumn('news_id', 'text', (c) => c.notNull().references('news.id').onDelete('cascade'))
		.addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
		.addColumn('acknowledged_at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('news_acknowledgement_once', ['news_id', 'account_id'])
		.execute();
	await db.schema
		.createIndex('news_acknowledgement_moment')
		.on('news_acknowledgement')
		.columns(['news_id', 'acknowledged_at', 'account_id'])
		.execute();
	await db.schema.createIndex('news_acknowledgement_account').on('news_acknowledgement').column('account_id').execute();
	/** Whoever may read, in the order they are listed in, with all that decides whether an item is meant for them. */
	await db.schema
		.createIndex('contact_reader')
		.on('contact')
		.columns(['structure_id', 'search_text', 'id', 'account_id', 'role'])
		.where(sql<boolean>`access = 'active' and account_id is not null`)
		.execute();
}
