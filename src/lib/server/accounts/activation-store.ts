import './table.ts';
import type { Selectable } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';
import type { LinkTable } from './table.ts';

type ActivationLink = Selectable<LinkTable> & { email: string };

/** A link to activate an account, whether it can still be used or not. */
export const findActivation = async (db: Db | Trx, tokenHash: string): Promise<ActivationLink | undefined> =>
	(await db
		.selectFrom('link')
		.selectAll()
		.where('tokenHash', '=', tokenHash)
		.where('purpose', '=', 'activation')
		.executeTakeFirst()) as ActivationLink | undefined;

/** Notes that the page of a link was opened, the first time only. */
export const noteOpened = async (db: Trx, tokenHash: string, now: string): Promise<boolean> => {
	const { numUpdatedRows } = await db
		.updateTable('link')
		.set({ openedAt: now })
		.where('tokenHash', '=', tokenHash)
		.where('openedAt', 'is', null)
		.executeTakeFirstOrThrow();
	return numUpdatedRows > 0n;
};

/** Uses up every link sent to an address. */
export const consumeActivations = (db: Trx, email: string, now: string) =>
	db.updateTable('link').set({ consumedAt: now }).where('email', '=', email).where('consumedAt', 'is', null).execute();
