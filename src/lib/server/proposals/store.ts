import './table.ts';
import type { Insertable, Selectable } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';
import type { Outcome, ProposalItemTable, ProposalTable } from './table.ts';

type Any = Db | Trx;
export type Proposal = Selectable<ProposalTable>;
export type Item = Selectable<ProposalItemTable>;

export const openOf = (db: Any, structureId: string): Promise<Proposal | undefined> =>
	db
		.selectFrom('proposal')
		.selectAll()
		.where('structureId', '=', structureId)
		.where('settledAt', 'is', null)
		.executeTakeFirst();

export const find = (db: Any, id: string): Promise<Proposal | undefined> =>
	db.selectFrom('proposal').selectAll().where('id', '=', id).executeTakeFirst();

export const waitingOf = (db: Any, structureId: string): Promise<Item[]> =>
	db
		.selectFrom('proposalItem')
		.selectAll()
		.where('structureId', '=', structureId)
		.where('outcome', '=', 'waiting')
		.orderBy('id')
		.execute();

export const itemsOf = (db: Any, proposalId: string) =>
	db
		.selectFrom('proposalItem as item')
		.leftJoin('account as author', 'author.id', 'item.authorId')
		.leftJoin('account as settler', 'settler.id', 'item.settledBy')
		.selectAll('item')
		.select([
			'author.firstName as authorFirstName',
			'author.lastName as authorLastName',
			'settler.firstName as settlerFirstName',
			'settler.lastName as settlerLastName'
		])
		.where('item.proposalId', '=', proposalId)
		.orderBy('item.id')
		.execute();

export const insert = (db: Trx, row: Insertable<ProposalTable>) => db.insertInto('proposal').values(row).execute();

export const insertItem = (db: Trx, row: Insertable<ProposalItemTable>) =>
	db.insertInto('proposalItem').values(row).execute();

export const settleItem = (
	db: Trx,
	id: string,
	settled: { outcome: Exclude<Outcome, 'waiting'>; settledAt: string; settledBy: string; comment?: string }
) => db.updateTable('proposalItem').set(settled).where('id', '=', id).where('outcome', '=', 'waiting').execute();

/** Notes that a proposal changed; it is settled once nothing of it waits. */
export const touch = (db: Trx, id: string, at: string) =>
	db
		.updateTable('proposal')
		.set((eb) => ({
			changedAt: at,
			settledAt: eb
				.case()
				.when(
					eb.exists(
						eb.selectFrom('proposalItem').select('id').where('proposalId', '=', id).where('outcome', '=', 'waiting')
					)
				)
				.then(null)
				.else(at)
				.end()
		}))
		.where('id', '=', id)
		.execute();

/** What waits for the vendor, the oldest first. */
export const queue = (db: Any, most: number) =>
	db
		.selectFrom('proposal')
		.innerJoin('structure', 'structure.id', 'proposal.structureId')
		.leftJoin('account', 'account.id', 'proposal.openedBy')
		.select([
			'proposal.id',
			'proposal.structureId',
			'proposal.openedAt',
			'proposal.changedAt',
			'structure.name as structureName',
			'structure.customerNumber',
			'account.firstName',
			'account.lastName'
		])
		.select((eb) =>
			eb
				.selectFrom('proposalItem')
				.select((eb) => eb.fn.countAll<number>().as('count'))
				.whereRef('proposalItem.proposalId', '=', 'proposal.id')
				.where('outcome', '=', 'waiting')
				.as('items')
		)
		.where('proposal.settledAt', 'is', null)
		.orderBy('proposal.openedAt')
		.limit(most)
		.execute();

export const countOpen = (db: Any): Promise<number> =>
	db
		.selectFrom('proposal')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('settledAt', 'is', null)
		.executeTakeFirstOrThrow()
		.then(({ count }) => Number(count));

const waiting = (db: Any) => db.selectFrom('proposal').where('settledAt', 'is', null);

export const countSome = (db: Any, most: number) =>
	db
		.selectFrom(waiting(db).select('id').orderBy('openedAt').limit(most).as('some'))
		.select((eb) => eb.fn.countAll<number>().as('count'));

/** The one that waits for the longest. */
export const first = (db: Any) => waiting(db).select('openedAt').orderBy('openedAt').limit(1);
