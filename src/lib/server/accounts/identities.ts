import './table.ts';
import type { AccountIdentity } from '#server/platform/access.ts';
import type { Db, Trx } from '#server/platform/db.ts';

const IDENTITY = ['id', 'email', 'civility', 'firstName', 'lastName', 'phone', 'locale', 'theme', 'staffRole'] as const;

/** Whose account it is, by address or id, as rights are asked with; undefined where there is none. */
export const identityOf = (
	db: Db | Trx,
	by: { email: string } | { id: string }
): Promise<AccountIdentity | undefined> =>
	db
		.selectFrom('account')
		.select(IDENTITY)
		.where('email' in by ? 'email' : 'id', '=', 'email' in by ? by.email : by.id)
		.executeTakeFirst();

/** Where somebody is written to now. */
export const addressOf = async (db: Db | Trx, id: string): Promise<string | undefined> =>
	(await db.selectFrom('account').select('email').where('id', '=', id).executeTakeFirst())?.email;

/** Who of some addresses has an account, has shown that the address is theirs, and is no staff. */
export const customersAmong = (db: Db | Trx, emails: readonly string[]): Promise<AccountIdentity[]> =>
	db
		.selectFrom('account')
		.select(IDENTITY)
		.where('email', 'in', emails)
		.where('provenAt', 'is not', null)
		.where('staffRole', 'is', null)
		.execute();
