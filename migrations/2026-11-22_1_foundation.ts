import type { Kysely } from 'kysely';

/** Counters, settings, limits, outbox and audit: what every module stands on. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('counter')
		.addColumn('name', 'text', (c) => c.primaryKey())
		.addColumn('value', 'integer', (c) => c.notNull())
		.execute();

	await db.schema
		.createTable('setting')
		.addColumn('key', 'text', (c) => c.primaryKey())
		.addColumn('value', 'text', (c) => c.notNull())
		.addColumn('updated_at', 'text', (c) => c.notNull())
		.execute();

	await db.schema
		.createTable('rate_limit')
		.addColumn('key', 'text', (c) => c.primaryKey())
		.addColumn('count', 'integer', (c) => c.notNull())
		.addColumn('blocked_until', 'text')
		.addColumn('expires_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('rate_limit_expires_at').on('rate_limit').column('expires_at').execute();

	await db.schema
		.createTable('outbox')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('payload', 'text', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('due_at', 'text', (c) => c.notNull())
		.addColumn('attempts', 'integer', (c) => c.notNull())
		.addColumn('expanded_at', 'text')
		.addColumn('last_error', 'text')
		.execute();
	await db.schema.createIndex('outbox_waiting').on('outbox').columns(['expanded_at', 'due_at']).execute();

	await db.schema
		.createTable('mail')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('outbox_id', 'text', (c) => c.notNull().references('outbox.id'))
		.addColumn('recipient', 'text', (c) => c.notNull())
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('payload', 'text', (c) => c.notNull())
		.addColumn('message_id', 'text', (c) => c.notNull())
		.addColumn('subject', 'text')
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('due_at', 'text', (c) => c.notNull())
		.addColumn('attempts', 'integer', (c) => c.notNull())
		.addColumn('settled_at', 'text')
		.addColumn('sent_at', 'text')
		.addColumn('failed_at', 'text')
		.addColumn('last_error', 'text')
		.addUniqueConstraint('mail_once_per_cause', ['outbox_id', 'recipient'])
		.execute();
	await db.schema.createIndex('mail_waiting').on('mail').columns(['settled_at', 'due_at']).execute();
	await db.schema.createIndex('mail_created_at').on('mail').column('created_at').execute();

	await db.schema
		.createTable('audit_entry')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('account_id', 'text')
		.addColumn('acting_as', 'text', (c) => c.notNull())
		.addColumn('act', 'text', (c) => c.notNull())
		.addColumn('subject_id', 'text')
		.addColumn('structure_id', 'text')
		.addColumn('from_ip', 'text')
		.addColumn('details', 'text', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('audit_entry_at').on('audit_entry').column('at').execute();
	await db.schema.createIndex('audit_entry_subject').on('audit_entry').columns(['subject_id', 'at']).execute();
}
