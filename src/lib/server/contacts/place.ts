import type { Selectable } from 'kysely';
import { m } from '#lib/paraglide/messages.js';
import type { Ctx } from '#server/platform/context.ts';
import type { Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newcomer, type Newcomer } from './newcomer.ts';
import * as store from './store.ts';
import type { ContactTable } from './table.ts';

/** What staff must not undo in passing: a decision to keep someone out is taken back by its padlock, deliberately. */
const KEPT_OUT: Partial<Record<ContactTable['access'], (person: { name: string }) => string>> = {
	locked: m.staff_attach_locked,
	refused: m.staff_attach_refused
};

/**
 * The contact an account gets in a structure by the vendor's decision. Its address may be listed there already: that
 * contact is taken over, with its function and its role. `conflict` for staff, for somebody kept out, and where the
 * address is listed for somebody else.
 */
export async function placeIn(
	ctx: Ctx<'staff'> & { db: Trx },
	account: Newcomer & { staffRole: string | null },
	structureId: string,
	jobFunction = ''
): Promise<Selectable<ContactTable>> {
	const name = `${account.firstName} ${account.lastName}`;
	if (account.staffRole !== null) throw new AppError('conflict', m.staff_attach_staff({ name }));
	const listed = await store.findOf(ctx.db, structureId, account);
	if (listed && listed.accountId !== null && listed.accountId !== account.id)
		throw new AppError('conflict', m.inbox_grant_address_taken());
	const contact = listed ?? newcomer(account, structureId, jobFunction, ctx.now());
	if (!listed) await store.insert(ctx.db, contact);
	const keptOut = KEPT_OUT[contact.access];
	if (keptOut) throw new AppError('conflict', keptOut({ name }));
	return contact;
}
