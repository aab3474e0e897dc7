import { sql, type Kysely } from 'kysely';

/**
 * Who has read what was to be read, among two hundred thousand people: looked up in slices, and counted once. And how many
 * of those brought from the old portal have come, counted as they do.
 */
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
	await broughtPeople(db);
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

/** Listed by the import, under the address a contact has now. */
const listed = (email: string) => `exists (select 1 from contact join imported_row on imported_row.owner_id = contact.id
	where contact.email = ${email})`;
const cameAt = (email: string) => `(select coalesce(account.proven_at, account.created_at) from account
	where account.email = ${email} and account.password_hash is not null)`;

/** People of the old portal, one an address however many structures, and when each first chose a password here. */
async function broughtPeople(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('brought_person')
		.addColumn('email', 'text', (c) => c.primaryKey())
		.addColumn('activated_at', 'text')
		.execute();
	/** Such as 2026-11-26T14, in UTC: how many of them came in each hour. */
	await db.schema
		.createTable('brought_hour')
		.addColumn('hour', 'text', (c) => c.primaryKey())
		.addColumn('activated', 'integer', (c) => c.notNull().defaultTo(0))
		.execute();
	await sql`insert into counter (name, value) values ('brought_people', 0), ('brought_activated', 0)`.execute(db);
	await countThem(db);
	await sql`insert or ignore into brought_person (email, activated_at)
		select contact.email, ${sql.raw(cameAt('contact.email'))}
		from imported_row join contact on contact.id = imported_row.owner_id`.execute(db);
	await followThem(db);
}

async function countThem(db: Kysely<unknown>): Promise<void> {
	const came = (row: string, by: string) => `
		insert into brought_hour (hour, activated) select substr(${row}.activated_at, 1, 13), ${by}
			where ${row}.activated_at is not null
			on conflict (hour) do update set activated = activated + ${by};
		update counter set value = value + ${by} where name = 'brought_activated' and ${row}.activated_at is not null;`;
	const people = (by: string) => `update counter set value = value + ${by} where name = 'brought_people';`;
	for (const [name, event, act] of [
		['brought', 'after insert', people('1') + came('new', '1')],
		['gone', 'after delete', people('-1') + came('old', '-1')],
		['came', 'after update of activated_at', came('old', '-1') + came('new', '1')]
	] as const)
		await sql.raw(`create trigger brought_person_${name} ${event} on brought_person begin ${act} end`).execute(db);
}

/** Whatever lists somebody, changes their address, removes them or has them choose a password, by whatever way. */
async function followThem(db: Kysely<unknown>): Promise<void> {
	const forget = `delete from brought_person where email = old.email and not ${listed('old.email')};`;
	const activated = `update brought_person set activated_at = coalesce(new.proven_at, new.created_at)
		where email = new.email and activated_at is null;`;
	for (const [name, event, act] of [
		[
			'listed',
			'after insert on imported_row',
			`insert or ignore into brought_person (email, activated_at)
				select contact.email, ${cameAt('contact.email')} from contact where contact.id = new.owner_id;`
		],
		[
			'moved',
			`after update of email on contact when old.email <> new.email
				and exists (select 1 from imported_row where owner_id = new.id)`,
			`insert or ignore into brought_person (email, activated_at) values (new.email, coalesce(
				(select activated_at from brought_person where email = old.email), ${cameAt('new.email')}));
			${forget}`
		],
		['removed', 'after delete on contact', forget],
		['made', 'after insert on account when new.password_hash is not null', activated],
		[
			'chose',
			`after update of password_hash on account when old.password_hash is null and new.password_hash is not null`,
			activated
		]
	] as const)
		await sql.raw(`create trigger brought_person_${name}_by ${event} begin ${act} end`).execute(db);
}
