import { expectRemovable, removeStaff } from '#server/accounts/domain.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact } from '#server/platform/db.ts';
import { heldBy, layDown } from '#server/tickets/domain.ts';

/** What becomes of somebody's work once they are removed, to be read before. */
export async function previewRemoval(ctx: Ctx<'manager'>, { account }: { account: string }) {
	const { firstName, lastName, email } = await expectRemovable(ctx, account);
	return { id: account, name: `${firstName} ${lastName}`, email, tickets: await heldBy(ctx.db, account) };
}

/** Takes somebody out of the vendor's staff; the tickets they had in hand are nobody's again, for others to take. */
export function removeFromStaff(
	ctx: Ctx<'manager'>,
	{ account }: { account: string }
): Promise<{ name: string; tickets: number }> {
	return transact(ctx, async (ctx) => {
		const { name } = await removeStaff(ctx, account);
		const tickets = await layDown(ctx, account);
		if (tickets > 0) await recordAudit(ctx, 'staff.tickets_laid_down', account, { tickets });
		return { name, tickets };
	});
}
