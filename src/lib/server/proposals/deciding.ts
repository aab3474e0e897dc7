import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { ItemKey } from '#lib/schemas/item-keys.ts';
import type { decideInput } from '#lib/schemas/proposals.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { applyPart } from './applying.ts';
import { inOrder } from './changing.ts';
import { liveMark, liveParts, valueIn } from './parts.ts';
import * as store from './store.ts';

type Deciding = Ctx<'staff'> & { db: Trx };
type Decision = z.output<typeof decideInput>['decisions'][number];
type Decided = Decision & { row: store.Item };

/**
 * Accepts and refuses what a structure's administrators ask for, item by item, all of the call or none. A refusal says
 * why. `conflict` tells, at its item, what moved since the page was read, or what cannot be as things stand now.
 */
export function decide(
	ctx: Ctx<'staff'>,
	{ proposal: id, decisions }: z.output<typeof decideInput>
): Promise<{ accepted: number; refused: number }> {
	return transact(ctx, async (ctx) => {
		const proposal = await store.find(ctx.db, id);
		if (!proposal) throw new AppError('not_found', m.errors_not_found());
		const { structureId } = proposal;
		const decided = await found(ctx, proposal, decisions);
		await requireSeen(ctx, structureId, decided);

		const accepted = decided.filter(({ outcome }) => outcome === 'accepted');
		const parts = accepted.map(({ row }) => ({ row, key: row.itemKey as ItemKey, after: valueIn(row.after) }));
		for (const { row, key, after } of inOrder(parts))
			await told(row.id, () =>
				applyPart(ctx, structureId, { key, after }, { origin: 'proposal', proposalItemId: row.id })
			);

		const settledAt = ctx.now();
		for (const { row, outcome, comment } of decided) {
			await store.settleItem(ctx.db, row.id, { outcome, settledAt, settledBy: ctx.actor.account.id, comment });
			await recordAudit(ctx, `proposal.${outcome}`, row.id, { structureId, part: row.itemKey });
		}
		await store.touch(ctx.db, id, settledAt);
		await enqueue(ctx, 'proposal.decided', { proposalId: id, itemIds: decided.map(({ row }) => row.id) });
		return { accepted: accepted.length, refused: decided.length - accepted.length };
	});
}

async function found(ctx: Deciding, { id, structureId }: store.Proposal, decisions: Decision[]): Promise<Decided[]> {
	const rows = new Map(
		(await store.waitingOf(ctx.db, structureId)).filter((row) => row.proposalId === id).map((row) => [row.id, row])
	);
	const known = [...new Map(decisions.map((decision) => [decision.item, decision])).values()].flatMap((decision) => {
		const row = rows.get(decision.item);
		return row ? [{ ...decision, row }] : [];
	});
	if (known.length < decisions.length) throw new AppError('conflict', m.proposals_moved());
	const silent = known.filter(({ outcome, comment }) => outcome === 'refused' && comment === '');
	if (silent.length > 0)
		throw new AppError('invalid', m.errors_invalid(), {
			fields: Object.fromEntries(silent.map(({ item }) => [`comment_${item}`, m.proposals_comment_required()]))
		});
	return known;
}

/** What is accepted replaces the live value that was read, and no other. */
async function requireSeen(ctx: Deciding, structureId: string, decided: Decided[]): Promise<void> {
	const parts = { live: await liveParts(ctx.db, structureId) };
	const moved = decided.filter(
		({ outcome, seen, row }) => outcome === 'accepted' && liveMark(parts, row.itemKey as ItemKey) !== seen
	);
	if (moved.length > 0)
		throw new AppError('conflict', m.proposals_moved(), {
			fields: Object.fromEntries(moved.map(({ item }) => [`outcome_${item}`, m.proposals_item_moved()]))
		});
}

/** A refusal of whoever keeps the part, said at its item. */
async function told(item: string, act: () => Promise<void>): Promise<void> {
	try {
		await act();
	} catch (error) {
		if (!(error instanceof AppError) || !['conflict', 'not_found'].includes(error.code)) throw error;
		const message = error.code === 'not_found' ? m.proposals_item_gone() : error.message;
		throw new AppError('conflict', m.proposals_cannot(), { fields: { [`outcome_${item}`]: message } });
	}
}
