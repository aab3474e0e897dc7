import { admit, NO_STRUCTURE, type Admitted } from '#server/platform/access.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import { scopeOf, visibleTo } from './visible.ts';

/** Of these tickets of one structure those the actor may see now. Without access there: none. */
export async function ticketsInSight(
	ctx: Ctx<'signedIn'>,
	structureId: string | null,
	ids: readonly string[]
): Promise<string[]> {
	if (ctx.actor.account.staffRole !== null) return [...ids];
	const actor = await admittedIn(ctx, structureId);
	if (!actor) return [];
	const rows = await visibleTo(ctx.db, await scopeOf(ctx.db, actor))
		.select('ticket.id')
		.where('ticket.id', 'in', ids)
		.execute();
	return rows.map(({ id }) => id);
}

async function admittedIn(ctx: Ctx<'signedIn'>, structureId: string | null): Promise<Admitted['ticketing'] | null> {
	const { contact, exists } = structureId ? await ctx.standingIn(structureId) : { contact: null, exists: false };
	try {
		return admit('ticketing', {
			account: ctx.actor.account,
			contact,
			structure: { id: structureId ?? NO_STRUCTURE, exists }
		});
	} catch (error) {
		if (error instanceof AppError) return null;
		throw error;
	}
}
