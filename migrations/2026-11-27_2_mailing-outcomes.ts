import { sql, type Kysely } from 'kysely';

/**
 * A structure of a mailing counts as reached for as long as the mail of anybody in it is to leave, under way or taken. Once
 * the last was given up it is told as not reached, and staff are asked who is to hold the roles that did not get it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	await sql`create trigger mailing_recipient_lost after update of state on mailing_recipient
		when new.state <> old.state
			and (old.state = 'failed' or new.state = 'failed' or (new.state = 'left_out' and new.reason = 'changed'))
			and exists (select 1 from mailing where id = new.mailing_id and started_at is not null)
	begin
		update mailing_structure set ${outcome}
		where mailing_id = new.mailing_id and structure_id in (select structure_id from mailing_holding
			where mailing_id = new.mailing_id and email = new.email and reason = '');
		update mailing_structure set ${asking}
		where new.state = 'failed' and outcome = 'unreached' and mailing_id = new.mailing_id
			and structure_id in (select structure_id from mailing_holding
				where mailing_id = new.mailing_id and email = new.email and reason = '');
		/* What comes back after the end, as a failure of delivery may, is looked at once more. */
		update mailing set ended_at = null where id = new.mailing_id and ended_at is not null and new.state = 'failed';
	end`.execute(db);

	// Of mailings that were sent before: staff are asked about those under way, and told of all.
	const failedBefore = sql`exists (select 1 from mailing_holding held join mailing_recipient person
		on person.mailing_id = held.mailing_id and person.email = held.email and person.state = 'failed'
		where held.mailing_id = mailing_structure.mailing_id and held.structure_id = mailing_structure.structure_id
			and held.reason = '')`;
	await sql`update mailing_structure set ${outcome} where ${failedBefore}`.execute(db);
	await sql`update mailing_structure set ${asking} where outcome = 'unreached' and ${failedBefore}`.execute(db);
}

const of =
	sql.raw(`held.mailing_id = mailing_structure.mailing_id and held.structure_id = mailing_structure.structure_id
	and held.reason = ''`);
const person = sql.raw('mailing_recipient person on person.mailing_id = held.mailing_id and person.email = held.email');

const outcome = sql`outcome = case
	when not exists (select 1 from mailing_holding held join ${person}
		where ${of} and person.state in ('to_send', 'queued', 'sent')) then 'unreached'
	when exists (select 1 from mailing_holding held where ${of} and held.stands_in = 1) then 'stood_in'
	else 'reached' end`;

/** The referents' roles whose holders did not get it, beside those nobody holds that staff are still to be asked about. */
const asking = sql`asked_at = null, missing = (select json_group_array(role) from (
	select value as role from json_each(missing) where mailing_structure.asked_at is null
	union select held.role from mailing_holding held join ${person}
	where ${of} and held.stands_in = 0 and held.role <> 'administrator' and person.state = 'failed'))`;
