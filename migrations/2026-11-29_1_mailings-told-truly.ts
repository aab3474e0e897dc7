import { sql, type Kysely } from 'kysely';

/**
 * A mailing that has ended and has somebody to write to again is under way again, whichever way that came about; what came
 * back is no longer counted as sent; and how often its text was written tells whether it is still the one somebody saw.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	// A mail tried again one by one, and whoever stands in for somebody it is no longer meant for.
	for (const [name, event] of [
		['again', 'update of state'],
		['more', 'insert']
	] as const)
		await sql
			.raw(
				`create trigger mailing_recipient_${name} after ${event} on mailing_recipient when new.state in ('to_send', 'queued')
			begin
				update mailing set ended_at = null where id = new.mailing_id and ended_at is not null;
			end`
			)
			.execute(db);

	await sql`drop trigger mailing_sent_counted`.execute(db);
	await sql`create trigger mailing_sent_counted after update of state on mailing_recipient
		when (old.state = 'sent') <> (new.state = 'sent')
	begin
		update mailing set sent = sent + (new.state = 'sent') - (old.state = 'sent') where id = new.mailing_id;
	end`.execute(db);
	await sql`update mailing set sent = sent - (select count(*) from mailing_recipient
		where mailing_id = mailing.id and state <> 'sent' and sent_at is not null)`.execute(db);

	await sql`alter table mailing add column revision integer not null default 0`.execute(db);
}
