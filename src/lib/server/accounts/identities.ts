import './table.ts';
import type { AccountIdentity } from '#server/platform/access.ts';
import type { Db, Trx } from '#server/platform/db.ts';

/** Whose account it is, by address or id, as rights are asked with; undefined where there is none. */
export const identityOf = (
	db: Db | Trx,
	by: { email: string } | { id: string }
): Promise<AccountIdentity | undefined> =>
	db
		.selectFrom('account')
		.select(['id', 'email', 'civility', 'firstName', 'lastName', 'phone', 'locale', 'theme', 'staffRole'])
		.where('email' in by ? 'email' : 'id', '=', 'email' in by ? by.email : by.id)
		.executeTakeFirst();
