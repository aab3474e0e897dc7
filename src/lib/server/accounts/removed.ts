import type { Selectable } from 'kysely';
import { invitedContact, listedUnder } from '#server/contacts/domain.ts';
import type { Base } from '#server/platform/context.ts';
import type { AccountTable } from './table.ts';

/** Somebody removed from staff comes back by an invitation alone: true while no structure's awaits them. */
export async function staysOut(
	ctx: Base,
	account: Pick<Selectable<AccountTable>, 'email' | 'staffRemovedAt'> | undefined
): Promise<boolean> {
	if (!account?.staffRemovedAt) return false;
	for (const { id } of await listedUnder(ctx.db, account.email)) if (await invitedContact(ctx, id)) return false;
	return true;
}
