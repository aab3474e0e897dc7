import type { Selectable, Updateable } from 'kysely';
import type { AccountIdentity } from '#server/platform/access.ts';
import type { Trx } from '#server/platform/db.ts';
import { takePlannedRoles } from './referents.ts';
import * as store from './store.ts';
import type { ContactTable } from './table.ts';

type LettingIn = { db: Trx; now(): string; request?: { ip: string }; actor?: { account: AccountIdentity | null } };

/** The only way to an open access, by whoever's decision: what awaited the person with it is theirs from now on. Returns the moment. */
export async function letIn(
	ctx: LettingIn,
	contact: Selectable<ContactTable>,
	values: Updateable<ContactTable>
): Promise<string> {
	const decidedAt = ctx.now();
	await store.update(ctx.db, contact.id, { ...values, access: 'active', refusalReason: '', decidedAt });
	await takePlannedRoles(ctx, contact);
	return decidedAt;
}
