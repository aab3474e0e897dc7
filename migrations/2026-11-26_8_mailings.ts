import { sql, type Kysely } from 'kysely';

/** Mails by role from the vendor, and a way of their own through the outbox for what is sent to many. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await bulk(db);
	await mailings(db);
	await lists(db);
	await keepDraftsTrue(db);
	await noteWhatHappens(db);
}

/** What is sent to many leaves behind what one person waits for: each has its own queue. */
async function bulk(db: Kysely<unknown>): Promise<void> {
	for (const table of ['outbox', 'mail'])
		await db.schema
			.alterTable(table)
			.addColumn('bulk', 'integer', (c) => c.notNull().defaultTo(0))
			.execute();
	await sql`update outbox set bulk = 1 where kind = 'campaign.invited'`.execute(db);
	await sql`update mail set bulk = 1 where kind = 'campaign.invited'`.execute(db);
	await db.schema.createIndex('outbox_due').on('outbox').columns(['expanded_at', 'bulk', 'due_at']).execute();
	await db.schema.createIndex('mail_due').on('mail').columns(['settled_at', 'bulk', 'due_at']).execute();
}

async function mailings(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('mailing')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('kind', 'text', (c) => c.notNull())
		/** JSON: the roles it goes to. */
		.addColumn('roles', 'text', (c) => c.notNull())
		.addColumn('subject_fr', 'text', (c) => c.notNull())
		.addColumn('text_fr', 'text', (c) => c.notNull())
		.addColumn('subject_en', 'text', (c) => c.notNull())
		.addColumn('text_en', 'text', (c) => c.notNull())
		.addColumn('rate', 'integer', (c) => c.notNull())
		/** Grows whenever its list may have changed. */
		.addColumn('list_version', 'integer', (c) => c.notNull().defaultTo(0))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('created_by', 'text', (c) => c.notNull().references('account.id'))
		.addColumn('scheduled_at', 'text')
		.addColumn('started_at', 'text')
		.addColumn('paused_at', 'text')
		.addColumn('cancelled_at', 'text')
		.addColumn('ended_at', 'text')
		.addColumn('next_at', 'text')
		.addColumn('emptying_at', 'text')
		.addColumn('people', 'integer', (c) => c.notNull().defaultTo(0))
		.addColumn('sent', 'integer', (c) => c.notNull().defaultTo(0))
		.execute();
	for (const [name, column, where] of [
		/** The few that may send now. */
		['running', 'next_at', sql<boolean>`started_at is not null and paused_at is null and ended_at is null`],
		['drafts', 'started_at', sql<boolean>`started_at is null`],
		['scheduled', 'scheduled_at', sql<boolean>`scheduled_at is not null and started_at is null`],
		['emptying', 'id', sql<boolean>`emptying_at is not null`]
	] as const)
		await db.schema.createIndex(`mailing_${name}`).on('mailing').column(column).where(where).execute();
}

async function lists(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('mailing_structure')
		.addColumn('mailing_id', 'text', (c) => c.notNull().references('mailing.id').onDelete('cascade'))
		.addColumn('structure_id', 'text', (c) => c.notNull().references('structure.id'))
		.addColumn('listed_at', 'text')
		.addColumn('outcome', 'text', (c) => c.notNull().defaultTo(''))
		/** JSON: the roles nobody holds, of those it goes to. */
		.addColumn('missing', 'text', (c) => c.notNull().defaultTo('[]'))
		/** When staff were asked to find who holds them. */
		.addColumn('asked_at', 'text')
		.addPrimaryKeyConstraint('mailing_structure_once', ['mailing_id', 'structure_id'])
		.execute();
	const onStructures = (name: string, columns: string[]) =>
		db.schema.createIndex(`mailing_structure_${name}`).on('mailing_structure').columns(columns);
	await onStructures('structure', ['structure_id', 'mailing_id']).execute();
	await onStructures('unlisted', ['mailing_id', 'structure_id']).where(sql.ref('listed_at'), 'is', null).execute();
	await onStructures('outcome', ['mailing_id', 'outcome', 'structure_id']).execute();
	await onStructures('asking', ['mailing_id', 'structure_id'])
		.where(sql<boolean>`missing <> '[]' and asked_at is null`)
		.execute();

	await db.schema
		.createTable('mailing_recipient')
		.addColumn('id', 'integer', (c) => c.primaryKey())
		.addColumn('mailing_id', 'text', (c) => c.notNull().references('mailing.id').onDelete('cascade'))
		.addColumn('email', 'text', (c) => c.notNull())
		.addColumn('state', 'text', (c) => c.notNull())
		.addColumn('reason', 'text', (c) => c.notNull().defaultTo(''))
		.addColumn('outbox_id', 'text')
		.addColumn('message_id', 'text')
		.addColumn('sent_at', 'text')
		.addColumn('failure', 'text', (c) => c.notNull().defaultTo(''))
		.addUniqueConstraint('mailing_recipient_once', ['mailing_id', 'email'])
		.execute();
	await db.schema
		.createIndex('mailing_recipient_state')
		.on('mailing_recipient')
		.columns(['mailing_id', 'state', 'email'])
		.execute();
	for (const owner of ['mailing', 'campaign'])
		await db.schema
			.createIndex(`${owner}_recipient_left_out`)
			.on(`${owner}_recipient`)
			.columns([`${owner}_id`, 'reason'])
			.where(sql<boolean>`state = 'left_out'`)
			.execute();
	await db.schema
		.createIndex('mailing_recipient_outbox')
		.on('mailing_recipient')
		.column('outbox_id')
		.where(sql.ref('outbox_id'), 'is not', null)
		.execute();

	/** Why an address is in the list: what it stands for in which structure, or why that does not count. */
	await db.schema
		.createTable('mailing_holding')
		.addColumn('mailing_id', 'text', (c) => c.notNull().references('mailing.id').onDelete('cascade'))
		.addColumn('email', 'text', (c) => c.notNull())
		.addColumn('structure_id', 'text', (c) => c.notNull().references('structure.id'))
		.addColumn('role', 'text', (c) => c.notNull())
		/** An administrator in place of a holder. */
		.addColumn('stands_in', 'integer', (c) => c.notNull())
		.addColumn('reason', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('mailing_holding_once', ['mailing_id', 'email', 'structure_id', 'role'])
		.execute();
	await db.schema
		.createIndex('mailing_holding_structure')
		.on('mailing_holding')
		.columns(['mailing_id', 'structure_id'])
		.execute();
}

/**
 * Whoever comes, goes, is let in or shut out, or takes or leaves a role, has the structure worked out anew in every list
 * that has not started: what staff look at is what will leave.
 */
async function keepDraftsTrue(db: Kysely<unknown>): Promise<void> {
	/** From the few drafts, not from all that was ever sent to the structure. */
	const anew = (row: 'old' | 'new') => `
		update mailing set list_version = list_version + 1 where started_at is null and exists
			(select 1 from mailing_structure where mailing_id = mailing.id and structure_id = ${row}.structure_id
				and listed_at is not null);
		update mailing_structure set listed_at = null where structure_id = ${row}.structure_id and listed_at is not null
			and mailing_id in (select id from mailing where started_at is null);`;
	const on = (name: string, event: string, body: string, when = '') =>
		sql.raw(`create trigger mailing_${name} after ${event} ${when} begin ${body} end`).execute(db);
	for (const table of ['referent', 'planned_referent']) {
		await on(`${table}_named`, `insert on ${table}`, anew('new'));
		await on(`${table}_vacated`, `delete on ${table}`, anew('old'));
	}
	await on(
		'contact_added',
		'insert on contact',
		anew('new'),
		`when new.access = 'active' and new.role = 'administrator'`
	);
	await on(
		'contact_changed',
		'update of access, role, email on contact',
		anew('new'),
		'when old.access <> new.access or old.role <> new.role or old.email <> new.email'
	);
	await on('contact_removed', 'delete on contact', anew('old'));
}

/** What becomes of a mail is noted beside who was written to, whichever way it comes about. */
async function noteWhatHappens(db: Kysely<unknown>): Promise<void> {
	await sql`create trigger mailing_mail_settled after update of settled_at on mail when new.kind = 'mailing.sent'
	begin
		update mailing_recipient set
			message_id = new.message_id,
			sent_at = coalesce(new.sent_at, sent_at),
			failure = case when new.failed_at is null then '' else coalesce(new.last_error, '') end,
			reason = case
				when new.settled_at is null or new.sent_at is not null or new.failed_at is not null then ''
				when exists (select 1 from mailing where id = mailing_id and cancelled_at is not null) then 'cancelled'
				else 'changed' end,
			state = case
				when new.settled_at is null then 'queued'
				when new.sent_at is not null then 'sent'
				when new.failed_at is not null then 'failed'
				else 'left_out' end
		where outbox_id = new.outbox_id;
	end`.execute(db);
	await sql`create trigger mailing_sent_counted after update of sent_at on mailing_recipient
		when old.sent_at is null and new.sent_at is not null
	begin
		update mailing set sent = sent + 1 where id = new.mailing_id;
	end`.execute(db);
}
