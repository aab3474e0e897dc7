import { sql, type Kysely } from 'kysely';

/** What a ticket's whole life needs: the vendor's choices, who takes part, who has it in hand, and what it is tied to. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('ticket_category')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('label_fr', 'text', (c) => c.notNull())
		.addColumn('label_en', 'text', (c) => c.notNull())
		.addColumn('position', 'integer', (c) => c.notNull())
		.addColumn('retired_at', 'text')
		.execute();
	const categories = [
		['question', 'plain', 'Question', 'Question'],
		['incident', 'plain', 'Incident', 'Incident'],
		['request', 'plain', 'Demande', 'Request'],
		['become_administrator', 'become_administrator', 'Devenir administrateur', 'Become an administrator'],
		['forgotten_email', 'forgotten_email', 'Email de référence oublié', 'Forgotten reference e-mail'],
		['other_structure', 'other_structure', 'Gérer une autre structure', 'Manage another structure']
	] as const;
	for (const [position, [id, kind, fr, en]] of categories.entries())
		await sql`insert into ticket_category (id, kind, label_fr, label_en, position) values (${id}, ${kind}, ${fr}, ${en}, ${position})`.execute(
			db
		);

	await db.schema
		.createTable('product')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('position', 'integer', (c) => c.notNull())
		.addColumn('retired_at', 'text')
		.execute();

	for (const [name, reference] of [
		['product_id', 'product.id'],
		['assignee_id', 'account.id'],
		['opened_by_id', 'account.id'],
		['follows_id', 'ticket.id'],
		['merged_into_id', 'ticket.id']
	] as const)
		await db.schema
			.alterTable('ticket')
			.addColumn(name, 'text', (c) => c.references(reference))
			.execute();
	await db.schema
		.alterTable('ticket')
		.addColumn('priority', 'text', (c) => c.notNull().defaultTo('normal'))
		.execute();
	for (const name of ['details', 'first_replied_at', 'reminded_at'] as const)
		await db.schema.alterTable('ticket').addColumn(name, 'text').execute();
	await db.schema.createIndex('ticket_resolved').on('ticket').columns(['status', 'resolved_at']).execute();
	await db.schema.createIndex('ticket_follows').on('ticket').column('follows_id').execute();
	await db.schema.createIndex('ticket_merged_into').on('ticket').column('merged_into_id').execute();

	// SQLite cannot let go of « not null »: the table is made anew. What time itself does to a ticket has no author.
	await db.schema
		.createTable('ticket_message_new')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('ticket_id', 'text', (c) => c.notNull().references('ticket.id'))
		.addColumn('author_id', 'text', (c) => c.references('account.id'))
		.addColumn('side', 'text', (c) => c.notNull())
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('body', 'text', (c) => c.notNull())
		.addColumn('status_after', 'text')
		.addColumn('event', 'text')
		.addColumn('details', 'text')
		.addColumn('via', 'text', (c) => c.notNull().defaultTo('portal'))
		.addColumn('request_key', 'text', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addUniqueConstraint('ticket_message_once_per_request', ['ticket_id', 'author_id', 'request_key'])
		.execute();
	await sql`insert into ticket_message_new (id, ticket_id, author_id, side, kind, body, status_after, request_key, created_at)
		select id, ticket_id, author_id, side, kind, body, status_after, request_key, created_at from ticket_message`.execute(
		db
	);
	await db.schema.dropTable('ticket_message').execute();
	await db.schema.alterTable('ticket_message_new').renameTo('ticket_message').execute();
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

	await db.schema
		.createTable('ticket_participant')
		.addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
		.addColumn('ticket_id', 'text', (c) => c.notNull().references('ticket.id'))
		.addColumn('added_by_id', 'text', (c) => c.references('account.id'))
		.addColumn('added_at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('ticket_participant_once', ['account_id', 'ticket_id'])
		.execute();
	await db.schema.createIndex('ticket_participant_ticket').on('ticket_participant').column('ticket_id').execute();

	await db.schema
		.createTable('ticket_link')
		.addColumn('ticket_id', 'text', (c) => c.notNull().references('ticket.id'))
		.addColumn('other_id', 'text', (c) => c.notNull().references('ticket.id'))
		.addColumn('linked_by_id', 'text', (c) => c.references('account.id'))
		.addColumn('linked_at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('ticket_link_once', ['ticket_id', 'other_id'])
		.execute();

	await db.schema
		.createTable('ticket_check')
		.addColumn('ticket_id', 'text', (c) => c.notNull().references('ticket.id'))
		.addColumn('item', 'text', (c) => c.notNull())
		.addColumn('checked_by_id', 'text', (c) => c.notNull().references('account.id'))
		.addColumn('checked_at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('ticket_check_once', ['ticket_id', 'item'])
		.execute();

	await db.schema
		.createTable('reply_template')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('body', 'text', (c) => c.notNull())
		.addColumn('position', 'integer', (c) => c.notNull())
		.addColumn('created_by_id', 'text', (c) => c.references('account.id'))
		.addColumn('updated_at', 'text', (c) => c.notNull())
		.addColumn('retired_at', 'text')
		.execute();

	await db.schema
		.createTable('inbox_view')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('query', 'text', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('inbox_view_account_id').on('inbox_view').column('account_id').execute();
}
