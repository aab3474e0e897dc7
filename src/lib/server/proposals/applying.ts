import type { ItemKey, ItemValue } from '#lib/schemas/item-keys.ts';
import type { ReferentRole } from '#lib/schemas/referent-roles.ts';
import type { AccountIdentity } from '#server/platform/access.ts';
import type { Trx } from '#server/platform/db.ts';
import { nameReferent, vacateRole } from '#server/contacts/domain.ts';
import { writePart, type Origin, type OwnKey } from '#server/structures/domain.ts';

type Applying = { db: Trx; now(): string; request?: { ip: string }; actor?: { account: AccountIdentity | null } };

/** Makes one part of a structure what somebody entitled decided, wherever it is kept. Refuses as the module that keeps it does. */
export async function applyPart(
	ctx: Applying,
	structureId: string,
	{ key, after }: { key: ItemKey; after: ItemValue },
	origin: Origin
): Promise<void> {
	const held = referentIn(key);
	if (!held) return writePart(ctx, structureId, { key: key as OwnKey, after }, origin);
	await (after === null ? vacateRole : nameReferent)(ctx, { structureId, ...held }, origin);
}

/** Who is meant, and for which role, by the part of a referent. */
export function referentIn(key: ItemKey): { role: ReferentRole; contactId: string } | null {
	const [kind, role, contactId] = key.split(':');
	return kind === 'referent' ? { role: role as ReferentRole, contactId: contactId! } : null;
}
