import type { Kysely } from 'kysely';

/** Tickets and their messages. A ticket keeps its structure for ever: nothing here follows a contact around. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('ticket')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('number', 'integer', (c) => c.notNull().unique())
		.addColumn('structure_id', 'text', (c) => c.references('structure.id'))
		.addColumn('requester_id', 'text', (c) => c.notNull().references('account.id'))
		.addColumn('subject', 'text', (c) => c.notNull())
		.addColumn('category', 'text', (c) => c.notNull())
		.addColumn('urgency', 'text', (c) => c.notNull())
		.addColumn('status', 'text', (c) => c.notNull())
		.addColumn('private_at', 'text')
		.addColumn('request_key', 'text', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('updated_at', 'text', (c) => c.notNull())
		.addColumn('resolved_at', 'text')
		.addColumn('closed_at', 'text')
		.addUniqueConstraint('ticket_once_per_request', ['requester_id', 'request_key'])
		.execute();
	await db.schema
		.createIndex('ticket_requester')
		.on('ticket')
		.columns(['requester_id', 'structure_id', 'updated_at'])
		.execute();
	await db.schema.createIndex('ticket_structure').on('ticket').columns(['structure_id', 'updated_at']).execute();
	await db.schema.createIndex('ticket_status').on('ticket').columns(['status', 'updated_at']).execute();
	await db.schema.createIndex('ticket_updated_at').on('ticket').columns(['updated_at', 'id']).execute();

	await db.schema
		.createTable('ticket_message')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('ticket_id', 'text', (c) => c.notNull().references('ticket.id'))
		.addColumn('author_id', 'text', (c) => c.notNull().references('account.id'))
		.addColumn('side', 'text', (c) => c.notNull())
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('body', 'text', (c) => c.notNull())
		.addColumn('status_after', 'text')
		.addColumn('request_key', 'text', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addUniqueConstraint('ticket_message_once_per_request', ['ticket_id', 'author_id', 'request_key'])
		.execute();
	await db.schema
		.createIndex('ticket_message_ticket')
		.on('ticket_message')
		.columns(['ticket_id', 'created_at'])
		.execute();
	await db.schema
		.createIndex('ticket_message_author')
		.on('ticket_message')
		.columns(['author_id', 'ticket_id'])
		.execute();
}
