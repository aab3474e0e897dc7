import { sql } from 'kysely';
import type { Base } from '#server/platform/context.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import { goOnInParts, toTheEndInParts } from '#server/platform/in-parts.ts';
import { chosen, recipients } from './lists.ts';
import * as store from './store.ts';

/** Structures worked out in one go: some tens of milliseconds, between which everybody else's requests pass. */
const STRUCTURES_AT_ONCE = 100;
const DELETED_AT_ONCE = 1000;
/** Lists tried in a go, where those before cannot be gone on with. */
const LOOKED_AT = 10;

type Listing = { db: Db | Trx; now(): string; wake(): void };

/** Writes down whom a mailing goes to in its structures, part by part, once a former list is gone. */
export const listPeople = (ctx: Listing, mailingId: string): Promise<void> =>
	goOnInParts(ctx, async (ctx) => (await emptySome(ctx, mailingId)) || listSome(ctx, mailingId));

/** Goes on with a list that is not complete; where that cannot be, with the next. */
export async function goOnListing(base: Base): Promise<void> {
	for (const id of await store.toList(base.db, base.now(), LOOKED_AT)) {
		try {
			return await listPeople(base, id);
		} catch (error) {
			base.log.error({ mailing: id, err: error }, 'list of a mailing held up');
		}
	}
}

/** Deletes the list of people to its end. */
export const emptyList = (ctx: Listing, mailingId: string): Promise<void> =>
	toTheEndInParts(ctx, (ctx) => emptySome(ctx, mailingId));

/** Takes some structures' people out of the list. */
export async function forgetPeople(db: Trx, mailingId: string, structureIds: readonly string[]): Promise<void> {
	const emails = await emailsIn(db, mailingId, structureIds);
	await removeHoldings(db, mailingId, structureIds);
	await settleRecipients(db, mailingId, emails);
}

/** Whether there was something to empty. */
async function emptySome({ db }: { db: Trx }, mailingId: string): Promise<boolean> {
	if (!(await store.find(db, mailingId))?.emptyingAt) return false;
	const people = await recipients.remove(db, mailingId, DELETED_AT_ONCE);
	const holdings = await removeSomeHoldings(db, mailingId, DELETED_AT_ONCE);
	if (people < DELETED_AT_ONCE && holdings < DELETED_AT_ONCE) await store.update(db, mailingId, { emptyingAt: null });
	return true;
}

const removeSomeHoldings = async (db: Trx, mailingId: string, most: number): Promise<number> =>
	Number(
		(
			await sql`delete from mailing_holding where rowid in
				(select rowid from mailing_holding where mailing_id = ${mailingId} limit ${most})`.execute(db)
		).numAffectedRows
	);

/** The next part of the list, and that it is done. Returns whether there may be more. */
async function listSome(ctx: { db: Trx; now(): string }, mailingId: string): Promise<boolean> {
	const mailing = await store.find(ctx.db, mailingId);
	// What has started keeps the list it started with.
	if (!mailing || mailing.startedAt) return false;
	const structureIds = await chosen.nextUnlisted(ctx.db, mailingId, STRUCTURES_AT_ONCE);
	if (structureIds.length === 0) return false;
	const before = await emailsIn(ctx.db, mailingId, structureIds);
	await removeHoldings(ctx.db, mailingId, structureIds);
	await addHoldings(ctx.db, mailing, structureIds);
	await settleRecipients(ctx.db, mailingId, [...before, ...(await emailsIn(ctx.db, mailingId, structureIds))]);
	await noteListed(ctx, mailing, structureIds);
	return structureIds.length === STRUCTURES_AT_ONCE;
}

/** A list of values as one parameter: the number of a statement's parameters is limited. */
const among = (values: readonly string[]) => sql`(select value from json_each(${JSON.stringify(values)}))`;

async function emailsIn(db: Trx, mailingId: string, structureIds: readonly string[]): Promise<string[]> {
	const { rows } = await sql<{ email: string }>`select distinct email from mailing_holding
		where mailing_id = ${mailingId} and structure_id in ${among(structureIds)}`.execute(db);
	return rows.map(({ email }) => email);
}

const removeHoldings = (db: Trx, mailingId: string, structureIds: readonly string[]) =>
	sql`delete from mailing_holding
		where mailing_id = ${mailingId} and structure_id in ${among(structureIds)}`.execute(db);

/** An address a mail can be sent to. */
const usable = sql`(contact.email like '%_@_%._%' and contact.email not like '% %' and length(contact.email) <= 254)`;
const reason = sql`case when contact.access <> 'active' then 'access' when ${usable} then '' else 'invalid' end`;

/**
 * Who holds a role; the administrators of a structure where nobody who can be written to does; the administrators where
 * they are meant themselves; and who is to hold a role once they are let in, who is told to be left out.
 */
async function addHoldings(db: Trx, mailing: store.Mailing, structureIds: readonly string[]): Promise<void> {
	const referents = store.referentRolesOf(mailing);
	const part = among(structureIds);
	const add = (found: ReturnType<typeof sql>) =>
		sql`insert into mailing_holding (mailing_id, email, structure_id, role, stands_in, reason)
			${found} on conflict do nothing`.execute(db);
	if (referents.length > 0) {
		await add(sql`select ${mailing.id}, contact.email, contact.structure_id, referent.role, 0, ${reason}
			from referent join contact on contact.id = referent.contact_id
			where referent.structure_id in ${part} and referent.role in ${among(referents)}`);
		await add(sql`select ${mailing.id}, contact.email, contact.structure_id, wanted.value, 1, ${reason}
			from contact join json_each(${JSON.stringify(referents)}) wanted
			where contact.structure_id in ${part} and contact.access = 'active' and contact.role = 'administrator'
				and not exists (select 1 from mailing_holding held where held.mailing_id = ${mailing.id}
					and held.structure_id = contact.structure_id and held.role = wanted.value and held.reason = ''
					and held.stands_in = 0)`);
		await add(sql`select ${mailing.id}, contact.email, contact.structure_id, planned.role, 0, 'planned'
			from planned_referent planned join contact on contact.id = planned.contact_id
			where planned.structure_id in ${part} and planned.role in ${among(referents)}`);
	}
	if (store.rolesOf(mailing).includes('administrator'))
		await add(sql`select ${mailing.id}, contact.email, contact.structure_id, 'administrator', 0, ${reason}
			from contact where contact.structure_id in ${part} and contact.access = 'active'
				and contact.role = 'administrator'`);
}

/** One line per address: to be written to where anything it stands for counts, else left out for what is nearest to it. */
async function settleRecipients(db: Trx, mailingId: string, emails: readonly string[]): Promise<void> {
	const these = among(emails);
	await sql`delete from mailing_recipient where mailing_id = ${mailingId} and email in ${these}
		and not exists (select 1 from mailing_holding held
			where held.mailing_id = ${mailingId} and held.email = mailing_recipient.email)`.execute(db);
	await sql`insert into mailing_recipient (mailing_id, email, state, reason)
		select ${mailingId}, email, case min(rank) when 0 then 'to_send' else 'left_out' end,
			case min(rank) when 0 then '' when 1 then 'planned' when 2 then 'access' else 'invalid' end
		from (
			select email, case reason when '' then 0 when 'planned' then 1 when 'access' then 2 else 3 end as rank
			from mailing_holding where mailing_id = ${mailingId} and email in ${these}
		) listed
		where true group by email
		on conflict (mailing_id, email) do update set state = excluded.state, reason = excluded.reason`.execute(db);
}

async function noteListed(
	ctx: { db: Trx; now(): string },
	mailing: store.Mailing,
	structureIds: readonly string[]
): Promise<void> {
	const counting = (more: ReturnType<typeof sql>) =>
		sql`exists (select 1 from mailing_holding held where held.mailing_id = mailing_structure.mailing_id
			and held.structure_id = mailing_structure.structure_id and held.reason = '' and ${more})`;
	await sql`update mailing_structure set listed_at = ${ctx.now()},
		missing = (select json_group_array(wanted.value) from json_each(${JSON.stringify(store.referentRolesOf(mailing))}) wanted
			where not ${counting(sql`held.role = wanted.value and held.stands_in = 0`)}),
		outcome = case when not ${counting(sql`true`)} then 'unreached'
			when ${counting(sql`held.stands_in = 1`)} then 'stood_in' else 'reached' end
		where mailing_id = ${mailing.id} and structure_id in ${among(structureIds)}`.execute(ctx.db);
}
