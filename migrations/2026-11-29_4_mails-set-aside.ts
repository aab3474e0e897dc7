import { sql, type Kysely } from 'kysely';

/** A mail that was given up asks for nothing any more once somebody has seen to it. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema.alterTable('mail').addColumn('set_aside_at', 'text').execute();
	await db.schema.dropIndex('mail_failed').execute();
	await sql`create index mail_failed on mail (id) where failed_at is not null and set_aside_at is null`.execute(db);
}
