import './table.ts';
import { sql, type ExpressionBuilder } from 'kysely';
import { CUSTOMERS_TURN } from '#lib/schemas/ticket-choices.ts';
import { prepared, type Database, type Db, type Trx } from '#server/platform/db.ts';
import { administratorsOf, TO_ACTIVATE } from './store.ts';

/**
 * Every structure an account is or was let into, with what awaits it there, by one query: each count enters an index
 * where it begins, however many structures there are.
 */
export const standings = (db: Db, { accountId }: { accountId: string }) =>
	db
		.selectFrom('contact')
		.innerJoin('structure', 'structure.id', 'contact.structureId')
		.innerJoin('account', 'account.id', 'contact.accountId')
		.select([
			'contact.id',
			'contact.structureId',
			'structure.name',
			'structure.customerNumber',
			'contact.access',
			'contact.role',
			'contact.requestedAt',
			'contact.decidedAt',
			'contact.refusalReason',
			'account.lastStructureId'
		])
		.select((eb) => [
			eb.exists(administratorsOf(eb)).as('hasAdministrator'),
			eb
				.case()
				.when('contact.access', 'in', ['pending', 'active'])
				.then(ticketsAwaiting(eb))
				.else(0)
				.end()
				.as('ticketsAwaiting'),
			eb
				.case()
				.when(eb.and([eb('contact.access', '=', 'active'), eb('contact.role', '=', 'administrator')]))
				.then(peopleAwaiting(eb))
				.else(0)
				.end()
				.as('peopleAwaiting')
		])
		.where('contact.accountId', '=', accountId)
		.where('contact.access', '!=', 'none');

const asked = prepared(standings);
/** Each page asks it. */
export const standingsOf = (db: Db | Trx, accountId: string) => asked(db, { accountId });

/** One's own tickets where the next word is the customer's. */
const ticketsAwaiting = (eb: ExpressionBuilder<Database, 'contact'>) =>
	eb
		.selectFrom('ticket')
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.whereRef('ticket.requesterId', '=', 'contact.accountId')
		.whereRef('ticket.structureId', '=', 'contact.structureId')
		.where(
			'ticket.status',
			'in',
			CUSTOMERS_TURN.map((status) => sql.lit(status))
		);

const peopleAwaiting = (eb: ExpressionBuilder<Database, 'contact'>) =>
	eb
		.selectFrom('contact as waiting')
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.whereRef('waiting.structureId', '=', 'contact.structureId')
		.where('waiting.access', 'in', TO_ACTIVATE);

/** Written out, for SQLite takes the index of these two alone only then. */
const ON_THEIR_TURN = CUSTOMERS_TURN.map((status) => sql.lit(status));

export const without = (db: Db, { accountId }: { accountId: string }) =>
	db
		.selectFrom('ticket')
		.select((eb) => [
			eb.fn.countAll<number>().as('tickets'),
			eb.fn.sum<number>(eb.case().when('status', 'in', ON_THEIR_TURN).then(1).else(0).end()).as('awaiting')
		])
		.where('requesterId', '=', accountId)
		.where('structureId', 'is', null);

const askedWithout = prepared(without);
/** An account's tickets without a structure: how many, and how many of them await a word of its own. */
export async function ticketsWithout(db: Db | Trx, accountId: string): Promise<{ tickets: number; awaiting: number }> {
	const [row] = await askedWithout(db, { accountId });
	return { tickets: Number(row?.tickets ?? 0), awaiting: Number(row?.awaiting ?? 0) };
}
