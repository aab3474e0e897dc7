import type { Selectable, Updateable } from 'kysely';
import type { AccountIdentity } from '#server/platform/access.ts';
import type { Trx } from '#server/platform/db.ts';
import * as listed from './listed-store.ts';
import { takePlannedRoles } from './referents.ts';
import { searchTextOf } from './search-text.ts';
import * as store from './store.ts';
import type { ContactTable } from './table.ts';

type LettingIn = { db: Trx; now(): string; request?: { ip: string }; actor?: { account: AccountIdentity | null } };

/** Shut out by a decision: meanwhile nothing they said of themselves reached the list. */
const SHUT_OUT: readonly ContactTable['access'][] = ['locked', 'refused'];

/** The only way to an open access, by whoever's decision: what awaited the person with it is theirs from now on. Returns the moment. */
export async function letIn(
	ctx: LettingIn,
	contact: Selectable<ContactTable>,
	values: Updateable<ContactTable>
): Promise<string> {
	const decidedAt = ctx.now();
	const said = SHUT_OUT.includes(contact.access) ? await saidByNow(ctx, contact) : {};
	await store.update(ctx.db, contact.id, { ...values, ...said, access: 'active', refusalReason: '', decidedAt });
	await takePlannedRoles(ctx, contact);
	return decidedAt;
}

/** What somebody says of themselves, in place of what was written of them when they were shut out. */
async function saidByNow({ db }: LettingIn, contact: Selectable<ContactTable>): Promise<Updateable<ContactTable>> {
	const account = contact.accountId === null ? undefined : await listed.identityOf(db, contact.accountId);
	if (!account) return {};
	// Nobody has to give a number: that is no reason to lose the one there is.
	const said = { ...account, phone: account.phone || contact.phone };
	return { ...said, searchText: searchTextOf({ ...contact, ...said }) };
}
