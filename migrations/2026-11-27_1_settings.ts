import { sql, type Kysely } from 'kysely';

/** Staff come by invitation, are seen, and are removed; the account of somebody removed keeps what they wrote. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('staff_invitation')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('email', 'text', (c) => c.notNull().unique())
		.addColumn('first_name', 'text', (c) => c.notNull())
		.addColumn('last_name', 'text', (c) => c.notNull())
		.addColumn('role', 'text', (c) => c.notNull())
		.addColumn('invited_by', 'text', (c) => c.notNull().references('account.id'))
		.addColumn('invited_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema.alterTable('account').addColumn('staff_removed_at', 'text').execute();
	await db.schema.alterTable('account').addColumn('last_seen_at', 'text').execute();
	// When an invitation ends is a setting from now on, asked when its link is opened: links live for the longest it may be.
	await sql`update link set expires_at = strftime('%Y-%m-%dT%H:%M:%fZ', created_at, '+30 days')
		where purpose = 'invitation' and consumed_at is null`.execute(db);
}
