import { sql, type Kysely } from 'kysely';

/** What staff's home page is made of, counted as things happen, and tasks that settle themselves. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await ticketHours(db);
	await firstAnswers(db);
	await activeAccounts(db);
	await settleTasks(db);
	// A page of mails that failed, and the first of them, without a walk through all that were sent.
	await db.schema
		.createIndex('mail_failed')
		.on('mail')
		.column('id')
		.where(sql.ref('failed_at'), 'is not', null)
		.execute();
	await sql`create index campaign_under_way on campaign (id) where started_at is not null and ended_at is null`.execute(
		db
	);
}

/** Such as 2026-11-26T14, in UTC. */
const hourOf = (moment: string) => sql.raw(`substr(${moment}, 1, 13)`);

/** One more in the hour of a moment. */
const counted = (table: string, count: string, moment: string) =>
	sql`insert into ${sql.table(table)} (hour, ${sql.ref(count)}) values (${hourOf(moment)}, 1)
		on conflict (hour) do update set ${sql.ref(count)} = ${sql.ref(count)} + 1;`;

/** How many tickets were opened and closed in each hour: what was done in it, whatever became of them since. */
async function ticketHours(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('ticket_hour')
		.addColumn('hour', 'text', (c) => c.primaryKey())
		.addColumn('opened', 'integer', (c) => c.notNull().defaultTo(0))
		.addColumn('closed', 'integer', (c) => c.notNull().defaultTo(0))
		.execute();
	await sql`insert into ticket_hour (hour, opened)
		select ${hourOf('created_at')} as hour, count(*) from ticket group by hour`.execute(db);
	await sql`insert into ticket_hour (hour, closed)
		select ${hourOf('closed_at')} as hour, count(*) from ticket where closed_at is not null group by hour
		on conflict (hour) do update set closed = excluded.closed`.execute(db);
	await sql`create trigger ticket_hour_opened after insert on ticket
		begin ${counted('ticket_hour', 'opened', 'new.created_at')} end`.execute(db);
	await sql`create trigger ticket_hour_brought_closed after insert on ticket when new.closed_at is not null
		begin ${counted('ticket_hour', 'closed', 'new.closed_at')} end`.execute(db);
	await sql`create trigger ticket_hour_closed after update of closed_at on ticket
		when old.closed_at is null and new.closed_at is not null
		begin ${counted('ticket_hour', 'closed', 'new.closed_at')} end`.execute(db);
}

/** How long first answers took: read by the week they were given in, and kept for weeks that are over. */
async function firstAnswers(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createIndex('ticket_first_replied')
		.on('ticket')
		.columns(['first_replied_at', 'created_at'])
		.where(sql.ref('first_replied_at'), 'is not', null)
		.execute();
	await db.schema
		.createTable('first_answer_week')
		.addColumn('began_at', 'text', (c) => c.primaryKey())
		.addColumn('answers', 'integer', (c) => c.notNull())
		.addColumn('median_seconds', 'integer')
		.addColumn('most_seconds', 'integer')
		.execute();
}

/** How many customers have a login they chose a password for, and when they came. */
async function activeAccounts(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('account_hour')
		.addColumn('hour', 'text', (c) => c.primaryKey())
		.addColumn('activated', 'integer', (c) => c.notNull().defaultTo(0))
		.execute();
	const isActive = (row: string) => sql.raw(`(${row}.staff_role is null and ${row}.password_hash is not null)`);
	const cameAt = (row: string) => `coalesce(${row}.proven_at, ${row}.created_at)`;
	await sql`insert into account_hour (hour, activated)
		select ${hourOf(cameAt('account'))} as hour, count(*) from account where ${isActive('account')} group by hour`.execute(
		db
	);
	await sql`insert into counter (name, value)
		select 'active_accounts', count(*) from account where ${isActive('account')}`.execute(db);
	await sql`create trigger account_hour_came after insert on account when ${isActive('new')}
		begin
			${counted('account_hour', 'activated', cameAt('new'))}
			update counter set value = value + 1 where name = 'active_accounts';
		end`.execute(db);
	await sql`create trigger account_hour_activated after update of password_hash on account
		when old.password_hash is null and ${isActive('new')}
		begin ${counted('account_hour', 'activated', cameAt('new'))} end`.execute(db);
	await sql`create trigger account_active_changed after update of password_hash, staff_role on account
		when ${isActive('old')} <> ${isActive('new')}
		begin update counter set value = value + ${isActive('new')} - ${isActive('old')} where name = 'active_accounts'; end`.execute(
		db
	);
	await sql`create trigger account_active_gone after delete on account when ${isActive('old')}
		begin update counter set value = value - 1 where name = 'active_accounts'; end`.execute(db);
}

/** Whoever names somebody for a role, and by whatever way, has done what was asked. */
async function settleTasks(db: Kysely<unknown>): Promise<void> {
	for (const [name, event] of [
		['named', sql`after insert on referent`],
		['moved', sql`after update of structure_id, role on referent`]
	] as const)
		await sql`create trigger ${sql.raw(`staff_task_holder_${name}`)} ${event}
		begin
			update staff_task set settled_at = max(new.since_at, created_at)
			where kind = 'role_without_holder' and structure_id = new.structure_id and about = new.role
				and settled_at is null;
		end`.execute(db);
}
