import type { CreateTableBuilder, Kysely } from 'kysely';

/** Files: put first, by somebody (upload), then part of a message (ticket_file). */
export async function up(db: Kysely<unknown>): Promise<void> {
	await described(db.schema.createTable('upload').addColumn('id', 'text', (c) => c.primaryKey()))
		.addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('expires_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('upload_account').on('upload').columns(['account_id', 'created_at']).execute();
	await db.schema.createIndex('upload_expires').on('upload').column('expires_at').execute();

	await described(db.schema.createTable('ticket_file').addColumn('id', 'text', (c) => c.primaryKey()))
		.addColumn('ticket_id', 'text', (c) => c.notNull().references('ticket.id'))
		.addColumn('message_id', 'text', (c) => c.notNull().references('ticket_message.id'))
		.addColumn('position', 'integer', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('ticket_file_ticket').on('ticket_file').column('ticket_id').execute();
	await db.schema.createIndex('ticket_file_message').on('ticket_file').columns(['message_id', 'position']).execute();

	for (const table of ['upload', 'ticket_file'])
		for (const column of ['hash', 'preview_hash'])
			await db.schema.createIndex(`${table}_${column}`).on(table).column(column).execute();
}

const described = <T extends string, C extends string>(table: CreateTableBuilder<T, C>) =>
	table
		.addColumn('hash', 'text', (c) => c.notNull())
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('type', 'text', (c) => c.notNull())
		.addColumn('size', 'integer', (c) => c.notNull())
		.addColumn('width', 'integer')
		.addColumn('height', 'integer')
		.addColumn('preview_hash', 'text');
