import { sql, type Kysely } from 'kysely';

/** What was brought from the old portal: each run with its report, and what each row last said. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('import_run')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('started_by', 'text', (c) => c.references('account.id'))
		.addColumn('started_at', 'text', (c) => c.notNull())
		.addColumn('ended_at', 'text')
		.addColumn('state', 'text', (c) => c.notNull())
		.addColumn('dry_run', 'integer', (c) => c.notNull())
		.addColumn('leave_out', 'integer', (c) => c.notNull())
		.addColumn('structures_file', 'text')
		.addColumn('contacts_file', 'text')
		.addColumn('structures_upload', 'text')
		.addColumn('contacts_upload', 'text')
		.addColumn('counts', 'text')
		.addColumn('failure', 'text')
		.execute();
	await db.schema.createIndex('import_run_state').on('import_run').columns(['state', 'started_at']).execute();
	await db.schema
		.createTable('import_problem')
		.addColumn('run_id', 'text', (c) => c.notNull().references('import_run.id').onDelete('cascade'))
		.addColumn('position', 'integer', (c) => c.notNull())
		.addColumn('severity', 'text', (c) => c.notNull())
		.addColumn('file', 'text', (c) => c.notNull())
		.addColumn('line', 'integer', (c) => c.notNull())
		.addColumn('column_name', 'text', (c) => c.notNull())
		.addColumn('reason', 'text', (c) => c.notNull())
		.addColumn('found', 'text', (c) => c.notNull())
		.addColumn('first_line', 'integer')
		.addColumn('live', 'text')
		.addPrimaryKeyConstraint('import_problem_once', ['run_id', 'position'])
		.execute();
	await db.schema
		.createTable('imported_row')
		.addColumn('owner_id', 'text', (c) => c.primaryKey())
		.addColumn('structure_id', 'text')
		.addColumn('email', 'text')
		.addColumn('said', 'text', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('imported_row_email').on('imported_row').column('email').execute();
	await sql`create trigger imported_row_contact_removed after delete on contact
		begin
			update imported_row set said = '{}' where owner_id = old.id;
		end`.execute(db);
}
