import type { Kysely } from 'kysely';

/** Since when an item could first be read, where it was to come again later: it is never a draft any more. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema.alterTable('news').addColumn('first_online_at', 'text').execute();
}
