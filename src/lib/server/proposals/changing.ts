import { m } from '#lib/paraglide/messages.js';
import { sameValue, type ItemKey, type ItemValue } from '#lib/schemas/item-keys.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { applyPart } from './applying.ts';
import { liveOf, markOf, partsOf, requireSeen, wantedOf, type Parts } from './parts.ts';
import * as store from './store.ts';

export type Changing = Ctx<'administratorOrStaff'>;
export type ChangingNow = Changing & { db: Trx };

export interface Wanted {
	key: ItemKey;
	after: ItemValue;
}

/** What became of it: live at once (the vendor's own), or waiting for the vendor. */
export interface Changed {
	live: boolean;
}

/**
 * Changes some parts of the structure, all or none: at once for staff, as a proposal for its administrators. `seen` is
 * the mark of those parts on the page; `conflict` when they moved since, `invalid` when nothing would change.
 */
export async function change(
	ctx: ChangingNow,
	wanted: readonly Wanted[],
	seen: string | null,
	parts?: Parts
): Promise<Changed> {
	const { structureId, contact } = ctx.actor;
	const now = parts ?? (await partsOf(ctx.db, structureId));
	const live = contact === null;
	const standing = (key: ItemKey) => (live ? liveOf(now, key) : wantedOf(now, key));
	const changes = wanted.filter(({ key, after }) => !sameValue(key, standing(key), after));
	if (changes.length === 0) {
		// Sent twice, the second finds it done.
		if (seen !== null && seen !== markOfAll(now, wanted)) return { live };
		throw new AppError('invalid', m.proposals_nothing_changed());
	}
	if (seen !== null)
		requireSeen(
			now,
			wanted.map(({ key }) => key),
			seen
		);
	for (const part of inOrder(changes)) await (live ? applyByStaff(ctx, part) : propose(ctx, now, part));
	return { live };
}

const markOfAll = (parts: Parts, wanted: readonly Wanted[]) =>
	markOf(
		parts,
		wanted.map(({ key }) => key)
	);

/** Addresses before the main one, which must be there; what goes comes last. */
const ORDER = ['name', 'siret', 'address', 'main_address', 'phone', 'referent'];
const rankOf = ({ key, after }: Wanted): number =>
	ORDER.indexOf(key.split(':')[0]!) + (after === null && key.startsWith('address:') ? 1.5 : 0);

/** Parts in an order in which each finds what it needs. */
export const inOrder = <T extends Wanted>(parts: readonly T[]): T[] => parts.toSorted((a, b) => rankOf(a) - rankOf(b));

async function applyByStaff(ctx: ChangingNow, part: Wanted): Promise<void> {
	const { structureId } = ctx.actor;
	await applyPart(ctx, structureId, part, { origin: 'staff' });
	await recordAudit(ctx, 'structure.edited', structureId, { part: part.key });
}

async function propose(ctx: ChangingNow, parts: Parts, { key, after }: Wanted): Promise<void> {
	const { structureId, account } = ctx.actor;
	const at = ctx.now();
	const earlier = parts.waiting.get(key);
	const back = sameValue(key, liveOf(parts, key), after);
	if (earlier) {
		const outcome = back ? 'withdrawn' : 'amended';
		await store.settleItem(ctx.db, earlier.id, { outcome, settledAt: at, settledBy: account.id });
		await recordAudit(ctx, `proposal.${outcome}`, earlier.id, { part: key });
		if (back) return store.touch(ctx.db, earlier.proposalId, at).then(() => {});
	}
	const proposalId = await openProposal(ctx, at);
	const id = newId();
	await store.insertItem(ctx.db, {
		id,
		proposalId,
		structureId,
		itemKey: key,
		before: JSON.stringify(liveOf(parts, key)),
		after: JSON.stringify(after),
		authorId: account.id,
		createdAt: at,
		outcome: 'waiting',
		comment: ''
	});
	await recordAudit(ctx, 'proposal.proposed', id, { part: key });
	await store.touch(ctx.db, proposalId, at);
}

/** The structure's open proposal, opened where there is none: staff are told once. */
async function openProposal(ctx: ChangingNow, at: string): Promise<string> {
	const { structureId, account } = ctx.actor;
	const open = await store.openOf(ctx.db, structureId);
	if (open) return open.id;
	const id = newId();
	await store.insert(ctx.db, { id, structureId, openedBy: account.id, openedAt: at, changedAt: at });
	await enqueue(ctx, 'proposal.opened', { proposalId: id });
	return id;
}
