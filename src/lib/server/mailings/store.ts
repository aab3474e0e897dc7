import './table.ts';
import { sql, type Selectable, type Updateable } from 'kysely';
import type { Audience } from '#lib/schemas/mailing-choices.ts';
import { REFERENT_ROLES, type ReferentRole } from '#lib/schemas/referent-roles.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import { pacedMail } from '#server/platform/paced-mail.ts';
import { recipients } from './lists.ts';
import type { MailingTable } from './table.ts';

type Any = Db | Trx;
export type Mailing = Selectable<MailingTable>;

export const { insert, find, update, removeDraft, sendDue, pause, resume, atRate } = pacedMail('mailing');

/** Its list or its text may have changed: whoever looked at it before looks again. */
export const changeList = (db: Trx, id: string, values: Updateable<MailingTable> = {}) =>
	db
		.updateTable('mailing')
		.set((eb) => ({ ...values, listVersion: eb('listVersion', '+', 1) }))
		.where('id', '=', id)
		.execute();

export const rolesOf = ({ roles }: Mailing): Audience[] => JSON.parse(roles) as Audience[];

export const referentRolesOf = (mailing: Mailing): ReferentRole[] =>
	rolesOf(mailing).filter((role): role is ReferentRole => (REFERENT_ROLES as readonly string[]).includes(role));

/** Newest first. */
export const list = (db: Any, before: string | undefined, most: number) =>
	db
		.selectFrom('mailing')
		.selectAll()
		.$if(before !== undefined, (q) => q.where('id', '<', before!))
		.orderBy('id', 'desc')
		.limit(most)
		.execute();

/** Which were to have started by now. */
export const toStart = (db: Any, now: string): Promise<Mailing[]> =>
	db
		.selectFrom('mailing')
		.selectAll()
		.where('scheduledAt', 'is not', null)
		.where('startedAt', 'is', null)
		.where('scheduledAt', '<=', now)
		.execute();

/** Those whose list is not complete: first what is to have started by now, then the newest. */
export const toList = async (db: Any, now: string, most: number): Promise<string[]> =>
	(
		await db
			.selectFrom('mailing')
			.select('id')
			.where('startedAt', 'is', null)
			.where(
				sql<boolean>`(emptying_at is not null or exists (select 1 from mailing_structure chosen
					where chosen.mailing_id = mailing.id and chosen.listed_at is null))`
			)
			.orderBy(sql`coalesce(scheduled_at, '9') > ${now}`)
			.orderBy('id', 'desc')
			.limit(most)
			.execute()
	).map(({ id }) => id);

/** Leaves out up to `most` of those still to be written to. */
export const leaveOut = (db: Trx, id: string, most: number): Promise<number> =>
	recipients.changeSome(
		db,
		sql`state = 'left_out', reason = 'cancelled'`,
		sql`mailing_id = ${id} and state = 'to_send'`,
		most
	);

/** Has the mails on their way looked at again now, whatever pause they are in. Returns whether any was in one. */
export async function hurryQueued(db: Trx, id: string, now: string): Promise<boolean> {
	const { numAffectedRows = 0n } = await sql`update mail set due_at = ${now}
		where settled_at is null and due_at > ${now} and outbox_id in
			(select outbox_id from mailing_recipient where mailing_id = ${id} and state = 'queued')`.execute(db);
	return numAffectedRows > 0n;
}

/** Writes once more to up to `most` of those whose mail was given up. */
export const renewFailed = (db: Trx, id: string, most: number): Promise<number> =>
	recipients.changeSome(db, sql`state = 'to_send', failure = ''`, sql`mailing_id = ${id} and state = 'failed'`, most);

/** The next structures of a mailing with a role that it did not reach and that staff were not asked about. */
export const toAskAbout = (db: Any, id: string, most: number) =>
	db
		.selectFrom('mailingStructure')
		.select(['structureId', 'missing'])
		.where('mailingId', '=', id)
		.where(sql<boolean>`missing <> '[]' and asked_at is null`)
		.limit(most)
		.execute();

export const noteAsked = (db: Trx, id: string, structureIds: readonly string[], now: string) =>
	db
		.updateTable('mailingStructure')
		.set({ askedAt: now })
		.where('mailingId', '=', id)
		.where('structureId', 'in', structureIds)
		.execute();

/** How many structures it reaches by a holder, by an administrator, and not at all. */
export const outcomes = (db: Any, id: string) =>
	db
		.selectFrom('mailingStructure')
		.select(['outcome', (eb) => eb.fn.countAll<number>().as('count')])
		.where('mailingId', '=', id)
		.groupBy('outcome')
		.execute();

export const deleteHoldingsOfEnded = (db: Any, before: string, most: number) =>
	db
		.deleteFrom('mailingHolding')
		.where(
			sql<boolean>`rowid in (select held.rowid from mailing cross join mailing_holding held on held.mailing_id = mailing.id
				where mailing.ended_at <= ${before} limit ${most})`
		)
		.executeTakeFirstOrThrow();
