import { sql, type Kysely } from 'kysely';

/**
 * What staff's inbox is read by. Open tickets are few among all: one index of theirs holds every column that may be
 * filtered on, so that any choice of filters is decided without a row. Closed ones are entered by one filter each.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createIndex('ticket_open')
		.on('ticket')
		.columns([
			'updated_at',
			'number',
			'status',
			'assignee_id',
			'structure_id',
			'category',
			'product_id',
			'urgency',
			'priority',
			'created_at',
			// Always null here; without it SQLite would fetch the row to see.
			'closed_at'
		])
		.where(sql.ref('closed_at'), 'is', null)
		.execute();
	await db.schema
		.createIndex('ticket_open_requester')
		.on('ticket')
		.columns(['requester_id', 'updated_at'])
		.where(sql.ref('closed_at'), 'is', null)
		.execute();
	await sql`update ticket set first_replied_at = (
		select min(created_at) from ticket_message
		where ticket_message.ticket_id = ticket.id and side = 'staff' and kind = 'message'
	)`.execute(db);
	await db.schema.createIndex('ticket_assignee').on('ticket').columns(['assignee_id', 'updated_at']).execute();
	await db.schema.createIndex('ticket_product').on('ticket').columns(['product_id', 'updated_at']).execute();
	await db.schema.createIndex('ticket_category_updated').on('ticket').columns(['category', 'updated_at']).execute();

	await db.schema
		.createTable('email_change')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
		.addColumn('email', 'text', (c) => c.notNull())
		.addColumn('asked_by_id', 'text', (c) => c.notNull().references('account.id'))
		.addColumn('token_hash', 'text', (c) => c.unique())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('expires_at', 'text', (c) => c.notNull())
		.addColumn('settled_at', 'text')
		.execute();
	await db.schema.createIndex('email_change_account').on('email_change').column('account_id').execute();
	await db.schema.createIndex('email_change_expires_at').on('email_change').column('expires_at').execute();
}
