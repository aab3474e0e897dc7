import './table.ts';
import { sql } from 'kysely';
import type { Trx } from '#server/platform/db.ts';

/**
 * Somebody no longer stands for some of the structures a mailing reached them for. Where nobody else in it does, whoever
 * administers the structure by now gets it instead, as if nobody had held the role when the list was made; where there is
 * nobody, the structure is told as not reached.
 */
export async function haveOthersStandIn(db: Trx, mailingId: string, email: string): Promise<void> {
	const { rows: lost } = await sql<{
		structureId: string;
		role: string;
	}>`select held.structure_id, min(held.role) as role
		from mailing_holding held
		where held.mailing_id = ${mailingId} and held.email = ${email} and held.reason = ''
			and not exists (select 1 from mailing_holding other
				join contact on contact.structure_id = other.structure_id and contact.email = other.email
				where other.mailing_id = held.mailing_id and other.structure_id = held.structure_id and other.reason = ''
					and ${standing})
		group by held.structure_id`.execute(db);
	for (const { structureId, role } of lost) await standIn(db, mailingId, structureId, role);
}

/** Whether a contact is still what the list `other` says: as {@link standingNow} reads it. */
const standing = sql`contact.access = 'active' and case when other.stands_in = 1 or other.role = 'administrator'
	then contact.role = 'administrator'
	else exists (select 1 from referent where referent.contact_id = contact.id and referent.role = other.role) end`;

async function standIn(db: Trx, mailingId: string, structureId: string, role: string): Promise<void> {
	const administrators = sql`from contact where structure_id = ${structureId} and access = 'active' and role = 'administrator'
		and email like '%_@_%._%' and email not like '% %' and length(email) <= 254`;
	await sql`insert into mailing_holding (mailing_id, email, structure_id, role, stands_in, reason)
		select ${mailingId}, email, structure_id, ${role}, case ${role} when 'administrator' then 0 else 1 end, ''
		${administrators}
		on conflict do update set stands_in = excluded.stands_in, reason = ''`.execute(db);
	// Whoever has it already, or is about to, does not get it twice.
	const { numAffectedRows = 0n } = await sql`insert into mailing_recipient (mailing_id, email, state, reason)
		select ${mailingId}, email, 'to_send', '' ${administrators}
		on conflict (mailing_id, email) do update set state = 'to_send', reason = '' where state = 'left_out'`.execute(db);
	await sql`update mailing set people = people + ${Number(numAffectedRows)} where id = ${mailingId}`.execute(db);
	await sql`update mailing_structure set outcome =
			case when exists (select 1 ${administrators}) then 'stood_in' else 'unreached' end
		where mailing_id = ${mailingId} and structure_id = ${structureId}`.execute(db);
	await haveAskedFor(db, mailingId, structureId);
}

/** Staff are to be asked who holds, of the roles it reached the structure by, those that nobody does any more. */
const haveAskedFor = (db: Trx, mailingId: string, structureId: string) =>
	sql`update mailing_structure set asked_at = null, missing = (select json_group_array(role) from (
			select value as role from json_each(missing) where mailing_structure.asked_at is null
			union select held.role from mailing_holding held where held.mailing_id = ${mailingId}
				and held.structure_id = ${structureId} and held.role <> 'administrator' and ${vacant}))
		where mailing_id = ${mailingId} and structure_id = ${structureId}
			and exists (select 1 from mailing_holding held where held.mailing_id = ${mailingId}
				and held.structure_id = ${structureId} and held.role <> 'administrator' and ${vacant})`.execute(db);

/** Whether nobody who could be written to holds a role of the list `held` in its structure. */
const vacant = sql`not exists (select 1 from referent join contact on contact.id = referent.contact_id
	where referent.structure_id = held.structure_id and referent.role = held.role and contact.access = 'active')`;
