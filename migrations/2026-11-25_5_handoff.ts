import type { Kysely } from 'kysely';

/** The links from the old portal that were used, for as long as they could be used again. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('used_handoff')
		.addColumn('id_hash', 'text', (c) => c.primaryKey())
		.addColumn('expires_at', 'text', (c) => c.notNull())
		.execute();
}
