import './table.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import type { Ticket } from './store.ts';

/** Who runs the structure of a ticket that is not private, and may thus see it without taking part. */
export const administratorsAwareOf = (db: Db | Trx, { structureId, privateAt, requesterId }: Ticket) =>
	structureId === null || privateAt !== null
		? Promise.resolve([])
		: db
				.selectFrom('contact')
				.innerJoin('account', 'account.id', 'contact.accountId')
				.select(['account.id', 'account.email', 'account.locale'])
				.where('contact.structureId', '=', structureId)
				.where('contact.access', '=', 'active')
				.where('contact.role', '=', 'administrator')
				.where('account.id', '!=', requesterId)
				.execute();
