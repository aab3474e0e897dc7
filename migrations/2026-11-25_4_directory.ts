import { sql, type Kysely, type RawBuilder } from 'kysely';

/** Structures found and filtered by the vendor's staff, and several mail domains for each. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await mailDomains(db);
	await standing(db);
	await search(db);
	await fill(db);
	await keep(db);
}

/** What `structure.mail_domain` held moves here; that column, which SQLite cannot take from a table, stays empty. */
async function mailDomains(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('structure_mail_domain')
		.addColumn('domain', 'text', (c) => c.primaryKey())
		.addColumn('structure_id', 'text', (c) => c.notNull().references('structure.id'))
		.addColumn('added_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('structure_mail_domain_structure')
		.on('structure_mail_domain')
		.columns(['structure_id', 'domain'])
		.execute();
	await sql`insert into structure_mail_domain (domain, structure_id, added_at)
		select mail_domain, id, created_at from structure where mail_domain is not null`.execute(db);
	await sql`update structure set mail_domain = null where mail_domain is not null`.execute(db);
}

/** What is counted of each structure. */
const COUNTED = [
	'active_contacts',
	'administrators',
	'pending_contacts',
	'main_addresses',
	'phones',
	'accounting_referents',
	'technical_referents',
	'dpo_referents',
	'open_proposals'
] as const;
type Counted = (typeof COUNTED)[number];

/** What a list may be narrowed to, as 1 or 0: each has an index in the order of names. */
const FLAGS = {
	without_administrator: sql`administrators = 0`,
	incomplete: sql`main_addresses = 0 or phones = 0 or accounting_referents = 0 or technical_referents = 0 or dpo_referents = 0`,
	with_pending: sql`pending_contacts > 0`,
	with_proposal: sql`open_proposals > 0`
};

/**
 * How each structure stands, counted as things happen: a page of the directory reads its own rows and nothing else,
 * however many structures and contacts there are. Its number is that of its entry in the search.
 */
async function standing(db: Kysely<unknown>): Promise<void> {
	let table = db.schema
		.createTable('structure_standing')
		.addColumn('id', 'integer', (c) => c.primaryKey())
		.addColumn('structure_id', 'text', (c) => c.notNull().unique().references('structure.id').onDelete('cascade'))
		/** The name in lower case and without accents, for the order. */
		.addColumn('sort_name', 'text', (c) => c.notNull());
	for (const column of COUNTED) table = table.addColumn(column, 'integer', (c) => c.notNull().defaultTo(0));
	for (const [flag, when] of Object.entries(FLAGS))
		table = table.addColumn(flag, 'integer', (c) =>
			c.generatedAlwaysAs(sql`case when ${when} then 1 else 0 end`).stored()
		);
	await table.execute();
	await db.schema.createIndex('structure_standing_name').on('structure_standing').column('sort_name').execute();
	for (const flag of Object.keys(FLAGS))
		await db.schema
			.createIndex(`structure_standing_${flag}`)
			.on('structure_standing')
			.columns([flag, 'sort_name'])
			.execute();
}

/** Names, customer numbers (with and without their letters), towns and mail domains, by beginnings of words. */
async function search(db: Kysely<unknown>): Promise<void> {
	await sql`create virtual table structure_search using fts5 (words, content='', contentless_delete=1,
		prefix='1 2 3', tokenize="unicode61 remove_diacritics 2")`.execute(db);
	await sql`create view structure_search_source as
		select standing.id, structure.id as structure_id,
			replace(replace(replace(replace(
				structure.name || ' ' || structure.customer_number || ' '
				|| ltrim(structure.customer_number, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') || ' '
				|| coalesce((select group_concat(address.town, ' ') from structure_address address
					where address.structure_id = structure.id), '') || ' '
				|| coalesce((select group_concat(mail.domain, ' ') from structure_mail_domain mail
					where mail.structure_id = structure.id), ''),
			'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') as words
		from structure_standing standing
		join structure on structure.id = standing.structure_id`.execute(db);
}

async function fill(db: Kysely<unknown>): Promise<void> {
	const contacts = (when: RawBuilder<unknown>) =>
		sql`(select count(*) from contact where structure_id = structure.id and ${when})`;
	const referents = (role: string) =>
		sql`(select count(*) from referent where structure_id = structure.id and role = ${sql.lit(role)})`;
	const counts: Record<Counted, RawBuilder<unknown>> = {
		active_contacts: contacts(sql`access = 'active'`),
		administrators: contacts(sql`access = 'active' and role = 'administrator'`),
		pending_contacts: contacts(sql`access = 'pending'`),
		main_addresses: sql`(select count(*) from structure_address where structure_id = structure.id and main_at is not null)`,
		phones: sql`(select count(*) from structure_phone where structure_id = structure.id)`,
		accounting_referents: referents('accounting'),
		technical_referents: referents('technical'),
		dpo_referents: referents('dpo'),
		open_proposals: sql`(select count(*) from proposal where structure_id = structure.id and settled_at is null)`
	};
	await sql`insert into structure_standing (structure_id, sort_name, ${sql.join(COUNTED.map((name) => sql.ref(name)))})
		select id, ${sql.raw(folded('name'))}, ${sql.join(COUNTED.map((name) => counts[name]))}
		from structure order by id`.execute(db);
	await sql`insert into structure_search (rowid, words) select id, words from structure_search_source`.execute(db);
}

/** Whatever changes a structure, its people or what it proposes, by whatever way, is counted and found. */
async function keep(db: Kysely<unknown>): Promise<void> {
	await sql
		.raw(
			`create trigger structure_standing_structure_added after insert on structure
			begin
				insert into structure_standing (structure_id, sort_name) values (new.id, ${folded('new.name')});
				insert into structure_search (rowid, words)
					select id, words from structure_search_source where structure_id = new.id;
			end`
		)
		.execute(db);
	await sql
		.raw(
			`create trigger structure_standing_structure_changed after update of name, customer_number on structure
			when (old.name, old.customer_number) is not (new.name, new.customer_number)
			begin
				update structure_standing set sort_name = ${folded('new.name')} where structure_id = new.id;
				${reindexed('new')}
			end`
		)
		.execute(db);
	await sql`create trigger structure_standing_structure_removed before delete on structure
		begin
			delete from structure_search where rowid in (select id from structure_standing where structure_id = old.id);
		end`.execute(db);

	await counting(db, 'contact', ['access', 'role'], {
		active_contacts: (row) => `${row}.access = 'active'`,
		administrators: (row) => `${row}.access = 'active' and ${row}.role = 'administrator'`,
		pending_contacts: (row) => `${row}.access = 'pending'`
	});
	await counting(db, 'structure_address', ['main_at'], { main_addresses: (row) => `${row}.main_at is not null` });
	await counting(db, 'structure_phone', [], { phones: () => 'true' });
	await counting(db, 'referent', ['role'], {
		accounting_referents: (row) => `${row}.role = 'accounting'`,
		technical_referents: (row) => `${row}.role = 'technical'`,
		dpo_referents: (row) => `${row}.role = 'dpo'`
	});
	await counting(db, 'proposal', ['settled_at'], { open_proposals: (row) => `${row}.settled_at is null` });

	await indexing(db, 'structure_address', 'town');
	await indexing(db, 'structure_mail_domain', 'domain');
}

/** Triggers that keep the counts which the rows of a table make up; `columns` are those that decide what a row counts for. */
async function counting(
	db: Kysely<unknown>,
	table: string,
	columns: string[],
	counts: Partial<Record<Counted, (row: 'old' | 'new') => string>>
): Promise<void> {
	const count = (row: 'old' | 'new', sign: '+' | '-') => `update structure_standing set
		${Object.entries(counts)
			.map(([name, when]) => `${name} = ${name} ${sign} (${when(row)})`)
			.join(', ')}
		where structure_id = ${row}.structure_id;`;
	const on = (event: string, act: string, body: string) =>
		sql
			.raw(`create trigger structure_standing_${table}_${event} after ${act} on ${table} begin ${body} end`)
			.execute(db);
	await on('added', 'insert', count('new', '+'));
	await on('removed', 'delete', count('old', '-'));
	await on(
		'changed',
		`update of ${['structure_id', ...columns].join(', ')}`,
		`${count('old', '-')} ${count('new', '+')}`
	);
}

/** Triggers that keep what a structure is found by. */
async function indexing(db: Kysely<unknown>, table: string, column: string): Promise<void> {
	const on = (event: string, act: string, body: string) =>
		sql.raw(`create trigger structure_search_${table}_${event} after ${act} on ${table} begin ${body} end`).execute(db);
	await on('added', 'insert', reindexed('new', 'structure_id'));
	await on('removed', 'delete', reindexed('old', 'structure_id'));
	await on(
		'changed',
		`update of structure_id, ${column}`,
		reindexed('old', 'structure_id') + reindexed('new', 'structure_id')
	);
}

const reindexed = (row: 'old' | 'new', column = 'id'): string => {
	const which = `structure_id = ${row}.${column}`;
	return `delete from structure_search where rowid in (select id from structure_standing where ${which});
		insert into structure_search (rowid, words) select id, words from structure_search_source where ${which};`;
};

const WITHOUT_ACCENTS: Record<string, string> = {
	a: 'àáâäãåÀÁÂÄÃÅ',
	ae: 'æÆ',
	c: 'çÇ',
	e: 'éèêëÉÈÊË',
	i: 'ìíîïÌÍÎÏ',
	n: 'ñÑ',
	o: 'òóôöõÒÓÔÖÕ',
	oe: 'œŒ',
	u: 'ùúûüÙÚÛÜ',
	y: 'ýÿÝŸ'
};

/** SQL for a name as it is put in order; SQLite itself knows the case of unaccented letters only. */
function folded(name: string): string {
	let folded = name;
	for (const [plain, letters] of Object.entries(WITHOUT_ACCENTS))
		for (const letter of letters) folded = `replace(${folded}, '${letter}', '${plain}')`;
	return `lower(${folded})`;
}
