import type { AccountIdentity } from '#server/platform/access.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import { inReadingOrder } from './standings.ts';
import { searchTextOf } from './search-text.ts';
import * as store from './store.ts';

type Stating = { db: Trx; now(): string; request: { ip: string }; actor: { account: AccountIdentity } };

/** Where somebody is in or waits, and what they do there, by name of the structure. Who is kept out states nothing. */
export async function ownFunctions(db: Db | Trx, accountId: string) {
	const rows = await store.ownPlaces(db, accountId);
	return rows
		.map(({ id: contact, structureName: structure, function: held }) => ({ contact, structure, function: held }))
		.sort((a, b) => inReadingOrder(a.structure, b.structure) || (a.contact < b.contact ? -1 : 1));
}

/**
 * Somebody says what they do in their structures: told or confirmed, it is not asked again for a year. What is not, or is
 * no more, a place of theirs is left alone: it may have been closed to them since they were asked.
 */
export async function stateFunctions(ctx: Stating, said: Readonly<Record<string, string>>): Promise<void> {
	for (const { structureName: _, ...contact } of await store.ownPlaces(ctx.db, ctx.actor.account.id)) {
		const stated = Object.hasOwn(said, contact.id) ? said[contact.id] : undefined;
		if (stated === undefined) continue;
		const changed = stated !== contact.function;
		if (!changed && stated === '') continue;
		await store.update(ctx.db, contact.id, {
			function: stated,
			searchText: searchTextOf({ ...contact, function: stated }),
			functionCheckedAt: stated ? ctx.now() : null
		});
		const { structureId } = contact;
		await recordAudit(ctx, changed ? 'contact.edited' : 'contact.function_confirmed', contact.id, { structureId });
	}
}
