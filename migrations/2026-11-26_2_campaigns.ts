import { sql, type Kysely } from 'kysely';

/** Links by which people brought from the old portal activate their account, and the campaigns that send them. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema.alterTable('link').addColumn('email', 'text').execute();
	await db.schema.alterTable('link').addColumn('opened_at', 'text').execute();
	await db.schema
		.createIndex('link_email')
		.on('link')
		.columns(['email', 'expires_at'])
		.where(sql.ref('email'), 'is not', null)
		.execute();
	await db.schema.createIndex('removed_contact_email').on('removed_contact').column('email').execute();
	await campaigns(db);
	await recipients(db);
	await noteWhatHappens(db);
}

async function campaigns(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('campaign')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('rate', 'integer', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('created_by', 'text', (c) => c.notNull().references('account.id'))
		.addColumn('started_at', 'text')
		.addColumn('paused_at', 'text')
		.addColumn('ended_at', 'text')
		.addColumn('next_at', 'text')
		.addColumn('emptying_at', 'text')
		.execute();
	/** The few that may send now. */
	await db.schema
		.createIndex('campaign_running')
		.on('campaign')
		.column('next_at')
		.where(sql<boolean>`started_at is not null and paused_at is null and ended_at is null`)
		.execute();

	await db.schema
		.createIndex('campaign_emptying')
		.on('campaign')
		.column('id')
		.where(sql.ref('emptying_at'), 'is not', null)
		.execute();

	await db.schema
		.createTable('campaign_structure')
		.addColumn('campaign_id', 'text', (c) => c.notNull().references('campaign.id').onDelete('cascade'))
		.addColumn('structure_id', 'text', (c) => c.notNull().references('structure.id'))
		.addColumn('listed_at', 'text')
		.addPrimaryKeyConstraint('campaign_structure_once', ['campaign_id', 'structure_id'])
		.execute();
	await db.schema
		.createIndex('campaign_structure_structure')
		.on('campaign_structure')
		.columns(['structure_id', 'campaign_id'])
		.execute();
	await db.schema
		.createIndex('campaign_structure_unlisted')
		.on('campaign_structure')
		.columns(['campaign_id', 'structure_id'])
		.where(sql.ref('listed_at'), 'is', null)
		.execute();

	await db.schema
		.createTable('campaign_hour')
		.addColumn('campaign_id', 'text', (c) => c.notNull().references('campaign.id').onDelete('cascade'))
		/** Such as 2026-11-26T14, in UTC. */
		.addColumn('hour', 'text', (c) => c.notNull())
		.addColumn('sent', 'integer', (c) => c.notNull().defaultTo(0))
		.addColumn('opened', 'integer', (c) => c.notNull().defaultTo(0))
		.addColumn('activated', 'integer', (c) => c.notNull().defaultTo(0))
		.addPrimaryKeyConstraint('campaign_hour_once', ['campaign_id', 'hour'])
		.execute();
}

async function recipients(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('campaign_recipient')
		.addColumn('id', 'integer', (c) => c.primaryKey())
		.addColumn('campaign_id', 'text', (c) => c.notNull().references('campaign.id').onDelete('cascade'))
		.addColumn('email', 'text', (c) => c.notNull())
		.addColumn('state', 'text', (c) => c.notNull())
		.addColumn('reason', 'text', (c) => c.notNull().defaultTo(''))
		.addColumn('outbox_id', 'text')
		.addColumn('sent_at', 'text')
		.addColumn('last_sent_at', 'text')
		.addColumn('link_until', 'text')
		.addColumn('opened_at', 'text')
		.addColumn('activated_at', 'text')
		.addColumn('failure', 'text', (c) => c.notNull().defaultTo(''))
		.addUniqueConstraint('campaign_recipient_once', ['campaign_id', 'email'])
		.execute();
	await db.schema
		.createIndex('campaign_recipient_state')
		.on('campaign_recipient')
		.columns(['campaign_id', 'state', 'email'])
		.execute();
	await db.schema.createIndex('campaign_recipient_email').on('campaign_recipient').column('email').execute();
	await db.schema
		.createIndex('campaign_recipient_outbox')
		.on('campaign_recipient')
		.column('outbox_id')
		.where(sql.ref('outbox_id'), 'is not', null)
		.execute();
	await db.schema
		.createIndex('campaign_recipient_open')
		.on('campaign_recipient')
		.column('link_until')
		.where(sql<boolean>`state in ('sent', 'opened')`)
		.execute();
}

/**
 * What becomes of a mail, a link and an account is noted beside who was written to, whichever way it comes about: a
 * person may come by another link, by the old portal or by signing up.
 */
async function noteWhatHappens(db: Kysely<unknown>): Promise<void> {
	await sql`create trigger campaign_mail_settled after update of settled_at on mail when new.kind = 'campaign.invited'
	begin
		update campaign_recipient set
			sent_at = coalesce(sent_at, new.sent_at),
			last_sent_at = coalesce(new.sent_at, last_sent_at),
			failure = case when new.failed_at is null then '' else coalesce(new.last_error, '') end,
			reason = case when new.settled_at is not null and new.sent_at is null and new.failed_at is null then 'changed' else reason end,
			state = case
				when state = 'activated' then state
				when new.settled_at is null then 'queued'
				when new.sent_at is not null and opened_at is not null then 'opened'
				when new.sent_at is not null then 'sent'
				when new.failed_at is not null then 'failed'
				else 'left_out' end
		where outbox_id = new.outbox_id;
	end`.execute(db);
	await sql`create trigger campaign_link_made after insert on link when new.purpose = 'activation'
	begin
		update campaign_recipient set
			link_until = new.expires_at,
			state = case when state <> 'expired' then state when opened_at is null then 'sent' else 'opened' end
		where email = new.email and state in ('queued', 'sent', 'opened', 'expired');
	end`.execute(db);
	await sql`create trigger campaign_link_opened after update of opened_at on link
		when new.purpose = 'activation' and old.opened_at is null and new.opened_at is not null
	begin
		update campaign_recipient set
			opened_at = coalesce(opened_at, new.opened_at),
			state = case when state in ('sent', 'expired', 'failed') then 'opened' else state end
		where email = new.email and state not in ('activated', 'left_out') and (sent_at is not null or state in ('queued', 'failed'));
	end`.execute(db);
	for (const [name, event] of [
		['made', sql`after insert on account when new.password_hash is not null`],
		[
			'chosen',
			sql`after update of password_hash on account when old.password_hash is null and new.password_hash is not null`
		]
	] as const)
		await sql`create trigger ${sql.raw(`campaign_password_${name}`)} ${event}
		begin
			update campaign_recipient set
				state = 'activated',
				activated_at = coalesce(new.proven_at, new.created_at),
				opened_at = coalesce(opened_at, new.proven_at, new.created_at)
			where email = new.email and state not in ('activated', 'left_out')
				and exists (select 1 from campaign where campaign.id = campaign_id and campaign.started_at is not null);
		end`.execute(db);
	for (const count of ['sent', 'opened', 'activated']) {
		const [moment, column] = [sql.ref(`${count}_at`), sql.ref(count)];
		await sql`create trigger ${sql.raw(`campaign_${count}_counted`)} after update of ${moment} on campaign_recipient
			when old.${moment} is null and new.${moment} is not null
		begin
			insert into campaign_hour (campaign_id, hour, ${column}) values (new.campaign_id, substr(new.${moment}, 1, 13), 1)
			on conflict (campaign_id, hour) do update set ${column} = ${column} + 1;
		end`.execute(db);
	}
}
