import { sql } from 'kysely';
import './table.ts';
import type { Db, Trx } from '#server/platform/db.ts';

/** Below which entry a page begins. */
export interface Below {
	at: string;
	id: string;
}

/**
 * What became of a structure's parts, the newest first: changes of its live data, and what was asked for and is settled.
 * A change that only carries out an item is told by the item.
 */
export function historyOf(db: Db | Trx, structureId: string, below: Below | undefined, most: number) {
	const changes = db
		.selectFrom('structureChange as change')
		.leftJoin('proposalItem as item', (join) =>
			join.onRef('item.id', '=', 'change.proposalItemId').onRef('item.itemKey', '=', 'change.itemKey')
		)
		.select([
			'change.id',
			'change.changedAt as at',
			'change.itemKey',
			'change.before',
			'change.after',
			sql<string>`change.origin`.as('kind'),
			'change.changedBy as by',
			sql<string>`''`.as('comment'),
			sql<string | null>`null`.as('author')
		])
		.where('change.structureId', '=', structureId)
		.where('item.id', 'is', null);
	const items = db
		.selectFrom('proposalItem as item')
		.innerJoin('proposal', 'proposal.id', 'item.proposalId')
		.select([
			'item.id',
			sql<string>`item.settled_at`.as('at'),
			'item.itemKey',
			'item.before',
			'item.after',
			sql<string>`item.outcome`.as('kind'),
			'item.settledBy as by',
			'item.comment',
			sql<string | null>`item.author_id`.as('author')
		])
		.where('proposal.structureId', '=', structureId)
		.where('item.outcome', '!=', 'waiting');
	let all = db
		.selectFrom(changes.unionAll(items).as('entry'))
		.leftJoin('account', 'account.id', 'entry.by')
		.leftJoin('account as author', 'author.id', 'entry.author')
		.selectAll('entry')
		.select([
			'account.firstName',
			'account.lastName',
			'account.staffRole',
			'author.firstName as authorFirstName',
			'author.lastName as authorLastName'
		]);
	if (below)
		all = all.where((eb) =>
			eb.or([eb('entry.at', '<', below.at), eb.and([eb('entry.at', '=', below.at), eb('entry.id', '<', below.id)])])
		);
	return all.orderBy('entry.at', 'desc').orderBy('entry.id', 'desc').limit(most).execute();
}
