import { sql, type Kysely } from 'kysely';

/** Notifications on people's devices: which devices, what each person is told there, when it is to be left, and news told once. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await devices(db);
	await notices(db);
	await db.schema
		.alterTable('notification_preference')
		.addColumn('push', 'text', (c) => c.notNull().defaultTo('on'))
		.execute();
	await db.schema
		.createTable('quiet_hours')
		.addColumn('account_id', 'text', (c) => c.primaryKey().references('account.id').onDelete('cascade'))
		.addColumn('begins', 'text', (c) => c.notNull())
		.addColumn('ends', 'text', (c) => c.notNull())
		.addColumn('whole_days', 'text', (c) => c.notNull())
		.execute();
	await news(db);
}

/** A device is told as long as the session lasts that turned it on: whatever ends that, ends this. */
async function devices(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('push_subscription')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('account_id', 'text', (c) => c.notNull().references('account.id').onDelete('cascade'))
		.addColumn('session_hash', 'text', (c) => c.notNull().references('session.id_hash').onDelete('cascade'))
		.addColumn('endpoint', 'text', (c) => c.notNull().unique())
		.addColumn('p256dh', 'text', (c) => c.notNull())
		.addColumn('auth', 'text', (c) => c.notNull())
		.addColumn('user_agent', 'text', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('delivered_at', 'text')
		.execute();
	await db.schema
		.createIndex('push_subscription_account')
		.on('push_subscription')
		.columns(['account_id', 'created_at'])
		.execute();
	await db.schema.createIndex('push_subscription_session').on('push_subscription').column('session_hash').execute();
	await db.schema
		.createTable('push_taken_off')
		.addColumn('account_id', 'text', (c) => c.notNull().references('account.id').onDelete('cascade'))
		.addColumn('mark', 'text', (c) => c.notNull())
		.addColumn('taken_off_at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('push_taken_off_once', ['account_id', 'mark'])
		.execute();
	await db.schema.createIndex('push_taken_off_at').on('push_taken_off').column('taken_off_at').execute();
}

/** What one person is told of by their devices, and one row for each of these until it was told. */
async function notices(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('push_notice')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('account_id', 'text', (c) => c.notNull().references('account.id').onDelete('cascade'))
		.addColumn('outbox_id', 'text', (c) => c.references('outbox.id').onDelete('set null'))
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('event', 'text', (c) => c.notNull())
		.addColumn('recipient', 'text', (c) => c.notNull())
		.addColumn('ticket_id', 'text')
		.addColumn('contact_id', 'text')
		.addColumn('news_id', 'text')
		.addColumn('bulk', 'integer', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('ends_at', 'text', (c) => c.notNull())
		.addColumn('read_at', 'text')
		.addColumn('delivered_at', 'text')
		.addColumn('settled_at', 'text')
		.execute();
	await db.schema
		.createIndex('push_notice_cause')
		.unique()
		.on('push_notice')
		.columns(['outbox_id', 'account_id'])
		.execute();
	await db.schema
		.createIndex('push_notice_unread')
		.on('push_notice')
		.columns(['account_id', 'ticket_id', 'contact_id', 'news_id'])
		.where(sql.ref('read_at'), 'is', null)
		.execute();
	await db.schema
		.createIndex('push_notice_unsettled')
		.on('push_notice')
		.column('created_at')
		.where(sql.ref('settled_at'), 'is', null)
		.execute();
	await db.schema.createIndex('push_notice_created_at').on('push_notice').column('created_at').execute();

	await db.schema
		.createTable('push')
		.addColumn('notice_id', 'text', (c) => c.notNull().references('push_notice.id').onDelete('cascade'))
		.addColumn('subscription_id', 'text', (c) => c.notNull().references('push_subscription.id').onDelete('cascade'))
		.addColumn('bulk', 'integer', (c) => c.notNull())
		.addColumn('due_at', 'text', (c) => c.notNull())
		.addColumn('attempts', 'integer', (c) => c.notNull())
		.addPrimaryKeyConstraint('push_once', ['notice_id', 'subscription_id'])
		.execute();
	await db.schema.createIndex('push_due').on('push').columns(['bulk', 'due_at']).execute();
	await db.schema.createIndex('push_subscription_id').on('push').column('subscription_id').execute();
}

/** When those who are to read an item were told of it; of what is online already nobody is, of what is to come they will be. */
async function news(db: Kysely<unknown>): Promise<void> {
	await db.schema.alterTable('news').addColumn('told_at', 'text').execute();
	await sql`update news set told_at = coalesce(released_at, created_at) where acknowledgement_asked_at is not null
		and released_at is not null and published_at <= strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`.execute(db);
	await db.schema
		.createIndex('news_untold')
		.on('news')
		.columns(['published_at', 'id'])
		.where(sql<boolean>`acknowledgement_asked_at is not null and released_at is not null and told_at is null`)
		.execute();
}
