import type { z } from 'zod';
import { MOST_FUNCTIONS, type detailsInput } from '#lib/schemas/accounts.ts';
import { recordAudit } from '#server/audit/domain.ts';
import { carryIdentity, ownFunctions, stateFunctions } from '#server/contacts/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact } from '#server/platform/db.ts';
import { after } from '#server/platform/limits.ts';
import * as store from './store.ts';

/** For so long somebody is welcomed, from their first proof on. */
const NEW_SECONDS = 86_400;

/** What the portal knows of somebody beside their account: what they do where, whether they said it is right, and whether they are new. */
export async function readDetails({ db, actor, now }: Ctx<'signedIn'>) {
	const account = await store.findById(db, actor.account.id);
	const provenAt = account?.provenAt ?? null;
	return {
		checked: (account?.detailsCheckedAt ?? null) !== null,
		isNew: provenAt !== null && after(provenAt, NEW_SECONDS) > now(),
		functions: (await ownFunctions(db, actor.account.id)).slice(0, MOST_FUNCTIONS)
	};
}

/** Somebody says that what is known of them is right, corrected where it was not. */
export async function checkDetails(
	ctx: Ctx<'signedIn'>,
	{ functions, civility, firstName, lastName, phone }: z.output<typeof detailsInput>
): Promise<void> {
	const identity = { civility, firstName, lastName, phone };
	await transact(ctx, async (ctx) => {
		const { id, ...known } = ctx.actor.account;
		const changed = (Object.keys(identity) as (keyof typeof identity)[]).some(
			(field) => identity[field] !== known[field]
		);
		await store.updateAccount(ctx.db, id, { ...identity, detailsCheckedAt: ctx.now() });
		if (changed) {
			await carryIdentity(ctx.db, id, identity);
			await recordAudit(ctx, 'profile.changed', id);
		}
		await stateFunctions(ctx, functions);
		await recordAudit(ctx, 'profile.checked', id);
	});
}
