import { sql, type Kysely } from 'kysely';

/** Addresses, phones and referents of structures; what administrators propose and what became of it; invitations. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('structure_address')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('structure_id', 'text', (c) => c.notNull().references('structure.id'))
		.addColumn('label', 'text', (c) => c.notNull())
		.addColumn('street', 'text', (c) => c.notNull())
		.addColumn('complement', 'text', (c) => c.notNull())
		.addColumn('postal_code', 'text', (c) => c.notNull())
		.addColumn('town', 'text', (c) => c.notNull())
		.addColumn('main_at', 'text')
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('structure_address_structure')
		.on('structure_address')
		.columns(['structure_id', 'created_at'])
		.execute();
	await db.schema
		.createIndex('structure_address_one_main')
		.unique()
		.on('structure_address')
		.column('structure_id')
		.where(sql.ref('main_at'), 'is not', null)
		.execute();

	await db.schema
		.createTable('structure_phone')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('structure_id', 'text', (c) => c.notNull().references('structure.id'))
		.addColumn('label', 'text', (c) => c.notNull())
		.addColumn('number', 'text', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('structure_phone_structure')
		.on('structure_phone')
		.columns(['structure_id', 'created_at'])
		.execute();

	await db.schema
		.createTable('structure_change')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('structure_id', 'text', (c) => c.notNull().references('structure.id'))
		.addColumn('item_key', 'text', (c) => c.notNull())
		.addColumn('before', 'text', (c) => c.notNull())
		.addColumn('after', 'text', (c) => c.notNull())
		.addColumn('origin', 'text', (c) => c.notNull())
		.addColumn('proposal_item_id', 'text')
		.addColumn('changed_by', 'text', (c) => c.references('account.id'))
		.addColumn('changed_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('structure_change_structure')
		.on('structure_change')
		.columns(['structure_id', 'id'])
		.execute();

	for (const table of ['referent', 'planned_referent']) {
		await db.schema
			.createTable(table)
			.addColumn('contact_id', 'text', (c) => c.notNull().references('contact.id').onDelete('cascade'))
			.addColumn('role', 'text', (c) => c.notNull())
			.addColumn('structure_id', 'text', (c) => c.notNull().references('structure.id'))
			.addColumn('since_at', 'text', (c) => c.notNull())
			.addColumn('named_by', 'text', (c) => c.references('account.id'))
			.addPrimaryKeyConstraint(`${table}_once`, ['contact_id', 'role'])
			.execute();
		await db.schema.createIndex(`${table}_role`).on(table).columns(['structure_id', 'role', 'since_at']).execute();
	}
	await db.schema
		.createIndex('referent_one_dpo')
		.unique()
		.on('referent')
		.column('structure_id')
		.where(sql.ref('role'), '=', sql.lit('dpo'))
		.execute();

	await db.schema.alterTable('contact').addColumn('function_checked_at', 'text').execute();
	await db.schema.alterTable('contact').addColumn('invited_at', 'text').execute();
	await db.schema
		.alterTable('contact')
		.addColumn('invited_by', 'text', (c) => c.references('account.id'))
		.execute();
	await sql`update contact set function_checked_at = created_at`.execute(db);
	await db.schema
		.alterTable('link')
		.addColumn('contact_id', 'text', (c) => c.references('contact.id').onDelete('cascade'))
		.execute();
	await db.schema.createIndex('link_contact_id').on('link').column('contact_id').execute();

	await db.schema
		.createTable('removed_contact')
		.addColumn('structure_id', 'text', (c) => c.notNull().references('structure.id'))
		.addColumn('email', 'text', (c) => c.notNull())
		.addColumn('removed_at', 'text', (c) => c.notNull())
		.addColumn('removed_by', 'text', (c) => c.references('account.id'))
		.addPrimaryKeyConstraint('removed_contact_once', ['structure_id', 'email'])
		.execute();

	await db.schema
		.createTable('proposal')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('structure_id', 'text', (c) => c.notNull().references('structure.id'))
		.addColumn('opened_by', 'text', (c) => c.notNull().references('account.id'))
		.addColumn('opened_at', 'text', (c) => c.notNull())
		.addColumn('changed_at', 'text', (c) => c.notNull())
		.addColumn('settled_at', 'text')
		.execute();
	await db.schema
		.createIndex('proposal_one_open')
		.unique()
		.on('proposal')
		.column('structure_id')
		.where(sql.ref('settled_at'), 'is', null)
		.execute();
	await db.schema.createIndex('proposal_structure').on('proposal').columns(['structure_id', 'id']).execute();
	await db.schema.createIndex('proposal_waiting').on('proposal').columns(['settled_at', 'opened_at']).execute();

	await db.schema
		.createTable('proposal_item')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('proposal_id', 'text', (c) => c.notNull().references('proposal.id'))
		.addColumn('structure_id', 'text', (c) => c.notNull().references('structure.id'))
		.addColumn('item_key', 'text', (c) => c.notNull())
		.addColumn('before', 'text', (c) => c.notNull())
		.addColumn('after', 'text', (c) => c.notNull())
		.addColumn('author_id', 'text', (c) => c.notNull().references('account.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('outcome', 'text', (c) => c.notNull())
		.addColumn('settled_at', 'text')
		.addColumn('settled_by', 'text', (c) => c.references('account.id'))
		.addColumn('comment', 'text', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('proposal_item_proposal').on('proposal_item').columns(['proposal_id', 'id']).execute();
	await db.schema
		.createIndex('proposal_item_one_waiting')
		.unique()
		.on('proposal_item')
		.columns(['structure_id', 'item_key'])
		.where(sql.ref('outcome'), '=', sql.lit('waiting'))
		.execute();
}
