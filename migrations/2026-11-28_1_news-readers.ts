import { sql, type Kysely } from 'kysely';

/** Who has read what was to be read, among two hundred thousand people: looked up in slices, and counted once. */
export async function up(db: Kysely<unknown>): Promise<void> {
	const read = sql<boolean>`access = 'active' and account_id is not null`;
	/** Structures somebody can read in, by name: after an import most have nobody yet. */
	await sql`create index structure_standing_read on structure_standing (sort_name, id) where active_contacts > 0`.execute(
		db
	);
	/** Whoever may read, person by person, with all that decides whether an item is meant for them. */
	await db.schema
		.createIndex('contact_reading_person')
		.on('contact')
		.columns(['account_id', 'id', 'structure_id', 'role'])
		.where(read)
		.execute();
	await acknowledgements(db);
	await revision(db);
}

/** How many have said so of each item, so that what was counted of them is known to be still true. */
async function acknowledgements(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.alterTable('news')
		.addColumn('acknowledgements', 'integer', (c) => c.notNull().defaultTo(0))
		.execute();
	await sql`update news set acknowledgements =
		(select count(*) from news_acknowledgement where news_acknowledgement.news_id = news.id)`.execute(db);
	for (const [name, event, row, sign] of [
		['said', 'insert', 'new', '+'],
		['gone', 'delete', 'old', '-']
	] as const)
		await sql
			.raw(
				`create trigger news_acknowledgement_${name} after ${event} on news_acknowledgement
		begin update news set acknowledgements = acknowledgements ${sign} 1 where id = ${row}.news_id; end`
			)
			.execute(db);
}

/** Grows whenever who may read changes, by whatever way: what was counted at another number is counted anew. */
async function revision(db: Kysely<unknown>): Promise<void> {
	await sql`insert into counter (name, value) values ('news_readers', 1)`.execute(db);
	const reads = (row: string) => `(${row}.access = 'active' and ${row}.account_id is not null)`;
	const events = {
		contact_added: `after insert on contact when ${reads('new')}`,
		contact_removed: `after delete on contact when ${reads('old')}`,
		contact_changed: `after update of structure_id, account_id, access, role on contact
			when ${reads('old')} or ${reads('new')}`,
		referent_added: 'after insert on referent',
		referent_removed: 'after delete on referent',
		referent_changed: 'after update on referent',
		product_added: 'after insert on structure_product',
		product_removed: 'after delete on structure_product',
		product_changed: 'after update on structure_product'
	};
	for (const [name, event] of Object.entries(events))
		await sql
			.raw(
				`create trigger news_readers_${name} ${event}
		begin update counter set value = value + 1 where name = 'news_readers'; end`
			)
			.execute(db);
}
