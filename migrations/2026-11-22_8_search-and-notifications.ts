import { sql, type Kysely } from 'kysely';

/** Finding tickets by their words, and telling people of news inside the portal as well as by mail. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await search(db);
	await notifications(db);
}

/**
 * One indexed entry a message or note, numbered as they come, so that the newest are read first without sorting. The
 * index keeps words and numbers only (`content=''`, `detail=none`); beginnings of up to four letters have lists of their
 * own, so that they are read as fast as whole words. Besides its words an entry holds tokens that nobody can type (they
 * begin with U+E000): whose ticket it is, which structure may see it, which ticket it belongs to. A note has none of them.
 * Triggers keep it all: whatever writes a message, by whatever way, it is found.
 */
async function search(db: Kysely<unknown>): Promise<void> {
	await sql`create table ticket_search_entry (id integer primary key, message_id text not null unique references ticket_message (id))`.execute(
		db
	);
	await sql`create virtual table ticket_search using fts5 (words, content='', contentless_delete=1, detail='none',
		prefix='1 2 3 4', tokenize="unicode61 remove_diacritics 2")`.execute(db);
	await sql`create virtual table ticket_search_word using fts5vocab (ticket_search, 'instance')`.execute(db);
	await sql`create view ticket_search_source as
		select entry.id, message.id as message_id, ticket.id as ticket_id,
			case when message.kind = 'note' then '' else
				char(57344) || 'r' || replace(ticket.requester_id || coalesce(ticket.structure_id, ''), '-', '')
				|| case when ticket.private_at is null and ticket.structure_id is not null
					then ' ' || char(57344) || 's' || replace(ticket.structure_id, '-', '') else '' end
				|| ' ' || char(57344) || 't' || replace(ticket.id, '-', '')
			end
			|| ' ' || char(57344) || 'a' || replace(ticket.id, '-', '') || ' ' ||
			replace(replace(replace(replace(replace(
				ticket.subject || ' ' || message.body || ' ' ||
				coalesce((select group_concat(file.name, ' ') from ticket_file file where file.message_id = message.id), ''),
			char(57344), ' '), 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') as words
		from ticket_search_entry entry
		join ticket_message message on message.id = entry.message_id
		join ticket on ticket.id = message.ticket_id`.execute(db);

	const reindexed = (which: string) => sql`
		delete from ticket_search where rowid in (select id from ticket_search_source where ${sql.raw(which)});
		insert into ticket_search (rowid, words) select id, words from ticket_search_source where ${sql.raw(which)};`;
	await sql`create trigger ticket_search_message_added after insert on ticket_message when new.kind in ('message', 'note')
		begin
			insert into ticket_search_entry (message_id) values (new.id);
			insert into ticket_search (rowid, words) select id, words from ticket_search_source where message_id = new.id;
		end`.execute(db);
	await sql`create trigger ticket_search_message_changed after update of ticket_id, kind, body on ticket_message
		begin ${reindexed('message_id = new.id')} end`.execute(db);
	await sql`create trigger ticket_search_message_removed before delete on ticket_message
		begin
			delete from ticket_search where rowid in (select id from ticket_search_entry where message_id = old.id);
			delete from ticket_search_entry where message_id = old.id;
		end`.execute(db);
	await sql`create trigger ticket_search_ticket_changed
		after update of subject, requester_id, structure_id, private_at on ticket
		when (old.subject, old.requester_id, old.structure_id, old.private_at)
			is not (new.subject, new.requester_id, new.structure_id, new.private_at)
		begin ${reindexed('ticket_id = new.id')} end`.execute(db);
	await sql`create trigger ticket_search_file_added after insert on ticket_file
		begin ${reindexed('message_id = new.message_id')} end`.execute(db);
	await sql`create trigger ticket_search_file_removed after delete on ticket_file
		begin ${reindexed('message_id = old.message_id')} end`.execute(db);

	await sql`insert into ticket_search_entry (message_id)
		select id from ticket_message where kind in ('message', 'note') order by created_at, id`.execute(db);
	await sql`insert into ticket_search (rowid, words) select id, words from ticket_search_source order by id`.execute(
		db
	);
}

async function notifications(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('notification')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('structure_id', 'text', (c) => c.references('structure.id'))
		.addColumn('ticket_id', 'text', (c) => c.references('ticket.id'))
		.addColumn('message_id', 'text', (c) => c.references('ticket_message.id'))
		.addColumn('contact_id', 'text', (c) => c.references('contact.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('read_at', 'text')
		.execute();
	await db.schema
		.createIndex('notification_account')
		.on('notification')
		.columns(['account_id', 'created_at', 'id'])
		.execute();
	await db.schema
		.createIndex('notification_unread')
		.on('notification')
		.columns(['account_id', 'ticket_id', 'kind', 'created_at'])
		.where(sql`read_at`, 'is', null)
		.execute();
	await db.schema.createIndex('notification_created_at').on('notification').column('created_at').execute();

	await db.schema
		.createTable('notification_preference')
		.addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
		.addColumn('event', 'text', (c) => c.notNull())
		.addColumn('mail', 'text', (c) => c.notNull())
		.addColumn('bell', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('notification_preference_once', ['account_id', 'event'])
		.execute();
}
