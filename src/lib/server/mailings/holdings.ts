import './table.ts';
import { sql } from 'kysely';
import type { Audience, MailingReason } from '#lib/schemas/mailing-choices.ts';
import type { Civility } from '#lib/schemas/person.ts';
import type { Db, Trx } from '#server/platform/db.ts';

type Any = Db | Trx;

/** What an address stands for in a structure. */
export interface Holding {
	email: string;
	structureId: string;
	structure: string;
	customerNumber: string;
	role: Audience;
	standsIn: boolean;
	reason: MailingReason | '';
}

/** The same where it is still true, with who that is there. */
export interface Standing extends Holding {
	civility: Civility;
	firstName: string;
	lastName: string;
}

/** What addresses of a mailing stand for, by structure. */
const held = (db: Any, mailingId: string) =>
	db
		.selectFrom('mailingHolding')
		.innerJoin('structure', 'structure.id', 'mailingHolding.structureId')
		.select([
			'mailingHolding.email',
			'mailingHolding.structureId',
			'mailingHolding.role',
			'mailingHolding.standsIn',
			'mailingHolding.reason',
			'structure.name as structure',
			'structure.customerNumber'
		])
		.where('mailingHolding.mailingId', '=', mailingId)
		.orderBy('structure.name')
		.orderBy('mailingHolding.role');

/** What some addresses of a mailing stand for, as its list says, and whether it reaches those structures. */
export async function holdingsOf(
	db: Any,
	mailingId: string,
	emails: readonly string[]
): Promise<(Holding & { reached: boolean })[]> {
	if (emails.length === 0) return [];
	const rows = await held(db, mailingId)
		.innerJoin('mailingStructure as chosen', (join) =>
			join
				.onRef('chosen.mailingId', '=', 'mailingHolding.mailingId')
				.onRef('chosen.structureId', '=', 'mailingHolding.structureId')
		)
		.select('chosen.outcome')
		.where('mailingHolding.email', 'in', emails)
		.execute();
	return rows.map(({ outcome, ...row }) => ({
		...row,
		standsIn: row.standsIn === 1,
		reached: outcome !== 'unreached'
	}));
}

/**
 * What an address stands for at this moment, of what the list says: its access may have been cut since, or the role taken
 * from it. Who stands in stays for as long as they are an administrator: whoever was named meanwhile is not in the list.
 */
export async function standingNow(db: Any, mailingId: string, email: string): Promise<Standing[]> {
	const rows = await held(db, mailingId)
		.innerJoin('contact', (join) =>
			join
				.onRef('contact.structureId', '=', 'mailingHolding.structureId')
				.onRef('contact.email', '=', 'mailingHolding.email')
		)
		.select(['contact.civility', 'contact.firstName', 'contact.lastName'])
		.where('mailingHolding.email', '=', email)
		.where('mailingHolding.reason', '=', '')
		.where('contact.access', '=', 'active')
		.where(
			sql<boolean>`case when mailing_holding.stands_in = 1 or mailing_holding.role = 'administrator'
				then contact.role = 'administrator'
				else exists (select 1 from referent where referent.contact_id = contact.id and referent.role = mailing_holding.role) end`
		)
		.execute();
	return rows.map((row) => ({ ...row, standsIn: row.standsIn === 1 }));
}

/** In which language somebody reads: what their account says, French otherwise. */
export async function localeOf(db: Any, email: string): Promise<'fr' | 'en'> {
	const account = await db.selectFrom('account').select('locale').where('email', '=', email).executeTakeFirst();
	return account?.locale ?? 'fr';
}
