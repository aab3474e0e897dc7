import type { Kysely } from 'kysely';

/** Accounts and how they are proved, structures, and the contacts that tie the two. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('account')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('email', 'text', (c) => c.notNull().unique())
		.addColumn('password_hash', 'text')
		.addColumn('civility', 'text', (c) => c.notNull())
		.addColumn('first_name', 'text', (c) => c.notNull())
		.addColumn('last_name', 'text', (c) => c.notNull())
		.addColumn('phone', 'text', (c) => c.notNull())
		.addColumn('locale', 'text', (c) => c.notNull())
		.addColumn('theme', 'text', (c) => c.notNull())
		.addColumn('staff_role', 'text')
		.addColumn('proven_at', 'text')
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('account_staff_role').on('account').column('staff_role').execute();

	await db.schema
		.createTable('session')
		.addColumn('id_hash', 'text', (c) => c.primaryKey())
		.addColumn('account_id', 'text', (c) => c.notNull().references('account.id').onDelete('cascade'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('expires_at', 'text', (c) => c.notNull())
		.addColumn('ends_at', 'text', (c) => c.notNull())
		.addColumn('last_used_at', 'text', (c) => c.notNull())
		.addColumn('last_ip', 'text', (c) => c.notNull())
		.addColumn('user_agent', 'text', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('session_account_id').on('session').column('account_id').execute();
	await db.schema.createIndex('session_expires_at').on('session').column('expires_at').execute();

	await db.schema
		.createTable('known_device')
		.addColumn('token_hash', 'text', (c) => c.primaryKey())
		.addColumn('account_id', 'text', (c) => c.notNull().references('account.id').onDelete('cascade'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('known_device_account_id').on('known_device').column('account_id').execute();

	await db.schema
		.createTable('sign_up')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('email', 'text', (c) => c.notNull())
		.addColumn('password_hash', 'text', (c) => c.notNull())
		.addColumn('browser_hash', 'text', (c) => c.notNull())
		.addColumn('civility', 'text', (c) => c.notNull())
		.addColumn('first_name', 'text', (c) => c.notNull())
		.addColumn('last_name', 'text', (c) => c.notNull())
		.addColumn('function', 'text', (c) => c.notNull())
		.addColumn('structure_name', 'text', (c) => c.notNull())
		.addColumn('customer_number', 'text', (c) => c.notNull())
		.addColumn('locale', 'text', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('expires_at', 'text', (c) => c.notNull())
		.addColumn('proven_at', 'text')
		.execute();
	await db.schema.createIndex('sign_up_email').on('sign_up').column('email').execute();
	await db.schema.createIndex('sign_up_expires_at').on('sign_up').column('expires_at').execute();

	await db.schema
		.createTable('link')
		.addColumn('token_hash', 'text', (c) => c.primaryKey())
		.addColumn('purpose', 'text', (c) => c.notNull())
		.addColumn('account_id', 'text', (c) => c.references('account.id').onDelete('cascade'))
		.addColumn('sign_up_id', 'text', (c) => c.references('sign_up.id').onDelete('cascade'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('expires_at', 'text', (c) => c.notNull())
		.addColumn('consumed_at', 'text')
		.execute();
	await db.schema.createIndex('link_account_id').on('link').column('account_id').execute();
	await db.schema.createIndex('link_sign_up_id').on('link').column('sign_up_id').execute();
	await db.schema.createIndex('link_expires_at').on('link').column('expires_at').execute();

	await db.schema
		.createTable('structure')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('customer_number', 'text', (c) => c.notNull().unique())
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('siret', 'text')
		.addColumn('mail_domain', 'text', (c) => c.unique())
		.addColumn('ticket_visibility', 'text', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();

	await db.schema
		.createTable('contact')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('structure_id', 'text', (c) => c.notNull().references('structure.id'))
		.addColumn('account_id', 'text', (c) => c.references('account.id'))
		.addColumn('email', 'text', (c) => c.notNull())
		.addColumn('civility', 'text', (c) => c.notNull())
		.addColumn('first_name', 'text', (c) => c.notNull())
		.addColumn('last_name', 'text', (c) => c.notNull())
		.addColumn('phone', 'text', (c) => c.notNull())
		.addColumn('function', 'text', (c) => c.notNull())
		.addColumn('search_text', 'text', (c) => c.notNull())
		.addColumn('access', 'text', (c) => c.notNull())
		.addColumn('role', 'text', (c) => c.notNull())
		.addColumn('former_administrator_at', 'text')
		.addColumn('requested_at', 'text')
		.addColumn('reminded_administrators_at', 'text')
		.addColumn('reminded_staff_at', 'text')
		.addColumn('decided_at', 'text')
		.addColumn('decided_by', 'text', (c) => c.references('account.id'))
		.addColumn('refusal_reason', 'text', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addUniqueConstraint('contact_email_once_per_structure', ['structure_id', 'email'])
		.execute();
	await db.schema.createIndex('contact_account_id').on('contact').columns(['account_id', 'structure_id']).execute();
	await db.schema.createIndex('contact_email').on('contact').column('email').execute();
	await db.schema.createIndex('contact_access').on('contact').columns(['structure_id', 'access', 'role']).execute();
	await db.schema.createIndex('contact_waiting').on('contact').columns(['access', 'requested_at']).execute();

	await db.schema
		.createTable('access_request')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
		.addColumn('structure_name', 'text', (c) => c.notNull())
		.addColumn('customer_number', 'text', (c) => c.notNull())
		.addColumn('function', 'text', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('reminded_at', 'text')
		.addColumn('settled_at', 'text')
		.addColumn('settled_by', 'text', (c) => c.references('account.id'))
		.addColumn('contact_id', 'text', (c) => c.references('contact.id'))
		.addColumn('refusal_reason', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('access_request_waiting')
		.on('access_request')
		.columns(['settled_at', 'created_at'])
		.execute();
	await db.schema.createIndex('access_request_account_id').on('access_request').column('account_id').execute();
}
