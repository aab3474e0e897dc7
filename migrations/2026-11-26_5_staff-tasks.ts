import { sql, type Kysely } from 'kysely';

/** What the portal asks of the vendor's staff, such as finding who is to get a structure's invoices. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('staff_task')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('structure_id', 'text', (c) => c.notNull().references('structure.id'))
		/** What of the structure it is about, such as a role. */
		.addColumn('about', 'text', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('settled_at', 'text')
		.addColumn('settled_by', 'text', (c) => c.references('account.id'))
		.execute();
	// Asked for ten times, it is still one thing to do.
	await db.schema
		.createIndex('staff_task_open')
		.unique()
		.on('staff_task')
		.columns(['kind', 'structure_id', 'about'])
		.where(sql.ref('settled_at'), 'is', null)
		.execute();
	await db.schema
		.createIndex('staff_task_waiting')
		.on('staff_task')
		.columns(['created_at', 'id'])
		.where(sql.ref('settled_at'), 'is', null)
		.execute();
}
