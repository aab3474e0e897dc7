import './table.ts';
import type { Insertable, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';
import type { SatisfactionLinkTable, SatisfactionTable } from './table.ts';

type Any = Db | Trx;

export const ON_A_PAGE = 20;

export const find = (
	db: Any,
	ticketId: string,
	accountId: string
): Promise<Selectable<SatisfactionTable> | undefined> =>
	db
		.selectFrom('satisfaction')
		.selectAll()
		.where('ticketId', '=', ticketId)
		.where('accountId', '=', accountId)
		.executeTakeFirst();

export const save = (db: Trx, row: Insertable<SatisfactionTable>) =>
	db
		.insertInto('satisfaction')
		.values(row)
		.onConflict((c) =>
			c.columns(['ticketId', 'accountId']).doUpdateSet({
				score: row.score,
				comment: row.comment,
				updatedAt: row.updatedAt
			})
		)
		.execute();

export const ofTicket = (db: Any, ticketId: string) =>
	db
		.selectFrom('satisfaction')
		.innerJoin('account', 'account.id', 'satisfaction.accountId')
		.select([
			'satisfaction.score',
			'satisfaction.comment',
			'satisfaction.updatedAt',
			'account.firstName',
			'account.lastName'
		])
		.where('satisfaction.ticketId', '=', ticketId)
		.orderBy('satisfaction.createdAt')
		.execute();

export const insertLink = (db: Any, row: Insertable<SatisfactionLinkTable>) =>
	db.insertInto('satisfactionLink').values(row).execute();

export const findLink = (db: Any, tokenHash: string, now: string) =>
	db
		.selectFrom('satisfactionLink')
		.selectAll()
		.where('tokenHash', '=', tokenHash)
		.where('expiresAt', '>', now)
		.executeTakeFirst();

export const deleteExpiredLinks = (db: Any, now: string) =>
	db.deleteFrom('satisfactionLink').where('expiresAt', '<=', now).execute();

/** Ratings by month since a moment, oldest first. */
export const byMonth = (db: Any, since: string) =>
	db
		.selectFrom('satisfaction')
		.select((eb) => [
			sql<string>`substr(created_at, 1, 7)`.as('month'),
			eb.fn.avg<number>('score').as('average'),
			eb.fn.countAll<number>().as('count')
		])
		.where('createdAt', '>=', since)
		.groupBy(sql`substr(created_at, 1, 7)`)
		.orderBy('month');

export const byScore = (db: Any, since: string) =>
	db
		.selectFrom('satisfaction')
		.select((eb) => ['score', eb.fn.countAll<number>().as('count')])
		.where('createdAt', '>=', since)
		.groupBy('score');

/** What people wrote, newest first, and one more to know whether there is more. */
export const comments = (db: Any, before: string | undefined) =>
	db
		.selectFrom('satisfaction')
		.innerJoin('ticket', 'ticket.id', 'satisfaction.ticketId')
		.innerJoin('account', 'account.id', 'satisfaction.accountId')
		.leftJoin('structure', 'structure.id', 'ticket.structureId')
		.select([
			'satisfaction.score',
			'satisfaction.comment',
			'satisfaction.createdAt',
			'ticket.number',
			'ticket.subject',
			'account.firstName',
			'account.lastName',
			'structure.name as structureName'
		])
		.where('satisfaction.createdAt', '<', before ?? '9999')
		.where('satisfaction.comment', '!=', '')
		.orderBy('satisfaction.createdAt', 'desc')
		.limit(ON_A_PAGE + 1);
