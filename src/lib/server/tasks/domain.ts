import './table.ts';
import type { ReferentRole } from '#lib/schemas/referent-roles.ts';
import type { Trx } from '#server/platform/db.ts';
import { newId } from '#server/platform/ids.ts';

/** Asks staff, once until it is settled, to find who holds a role in a structure. */
export async function askForHolder(
	ctx: { db: Trx; now(): string },
	{ structureId, role }: { structureId: string; role: ReferentRole }
): Promise<void> {
	await ctx.db
		.insertInto('staffTask')
		.values({
			id: newId(),
			kind: 'role_without_holder',
			structureId,
			about: role,
			createdAt: ctx.now(),
			settledAt: null,
			settledBy: null
		})
		.onConflict((c) => c.columns(['kind', 'structureId', 'about']).where('settledAt', 'is', null).doNothing())
		.execute();
}
