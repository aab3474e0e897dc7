import type { Kysely } from 'kysely';

/** What the mailbox brought and what became of it; and what customers say of a ticket once it is closed. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('incoming_mail')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('message_id', 'text', (c) => c.notNull())
		.addColumn('hash', 'text', (c) => c.notNull())
		.addColumn('received_at', 'text', (c) => c.notNull())
		.addColumn('sent_at', 'text')
		.addColumn('from_address', 'text', (c) => c.notNull())
		.addColumn('from_name', 'text', (c) => c.notNull())
		.addColumn('to_address', 'text', (c) => c.notNull())
		.addColumn('subject', 'text', (c) => c.notNull())
		.addColumn('body', 'text', (c) => c.notNull())
		.addColumn('whole_text', 'text', (c) => c.notNull())
		.addColumn('files', 'text', (c) => c.notNull())
		.addColumn('size', 'integer', (c) => c.notNull())
		.addColumn('source_hash', 'text')
		.addColumn('state', 'text', (c) => c.notNull())
		.addColumn('reason', 'text')
		.addColumn('account_id', 'text', (c) => c.references('account.id'))
		.addColumn('ticket_id', 'text', (c) => c.references('ticket.id'))
		.addColumn('ticket_message_id', 'text')
		.addColumn('settled_at', 'text')
		.addColumn('settled_by_id', 'text', (c) => c.references('account.id'))
		.addColumn('settled_note', 'text', (c) => c.notNull())
		.addUniqueConstraint('incoming_mail_once', ['message_id', 'hash'])
		.execute();
	await db.schema.createIndex('incoming_mail_state').on('incoming_mail').columns(['state', 'id']).execute();
	await db.schema.createIndex('incoming_mail_source').on('incoming_mail').column('source_hash').execute();
	await db.schema.createIndex('incoming_mail_settled').on('incoming_mail').columns(['state', 'settled_at']).execute();
	await db.schema.createIndex('incoming_mail_ticket_message').on('incoming_mail').column('ticket_message_id').execute();
	await db.schema
		.createIndex('incoming_mail_ticket')
		.on('incoming_mail')
		.columns(['ticket_id', 'account_id', 'reason'])
		.execute();

	await db.schema
		.createTable('satisfaction')
		.addColumn('ticket_id', 'text', (c) => c.notNull().references('ticket.id'))
		.addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
		.addColumn('score', 'integer', (c) => c.notNull())
		.addColumn('comment', 'text', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('updated_at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('satisfaction_once', ['ticket_id', 'account_id'])
		.execute();
	await db.schema.createIndex('satisfaction_created_at').on('satisfaction').columns(['created_at', 'score']).execute();

	await db.schema
		.createTable('satisfaction_link')
		.addColumn('token_hash', 'text', (c) => c.primaryKey())
		.addColumn('ticket_id', 'text', (c) => c.notNull().references('ticket.id'))
		.addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('expires_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('satisfaction_link_expires_at').on('satisfaction_link').column('expires_at').execute();
}
