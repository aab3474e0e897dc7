import { sql, type Kysely } from 'kysely';

/** The structure somebody was last in, and the way to the few tickets that wait for a word of theirs, in all structures. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.alterTable('account')
		.addColumn('last_structure_id', 'text', (c) => c.references('structure.id'))
		.execute();
	await db.schema
		.createIndex('ticket_awaiting_requester')
		.on('ticket')
		.columns(['requester_id', 'structure_id'])
		.where(sql.ref('status'), 'in', [sql.lit('waiting'), sql.lit('resolved')])
		.execute();
}
