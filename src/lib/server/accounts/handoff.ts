import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { acceptHandoffInput } from '#lib/schemas/accounts.ts';
import { listedUnder } from '#server/contacts/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { consume, networkOf } from '#server/platform/limits.ts';
import { enterWithFirstPassword } from './first-password.ts';
import { readHandoffToken } from './handoff-token.ts';
import { checkNewPassword, hashPassword } from './passwords.ts';
import { staysOut } from './removed.ts';
import * as store from './store.ts';

/** Per network address, of links that lead nowhere and of passwords chosen: a whole town hall moves on one morning. */
const HANDOFFS_PER_IP = { points: 200, seconds: 600 };

/** What the page behind a link of the old portal shows. Opening it uses nothing up: mail scanners open links. */
export async function readHandoff(
	ctx: Ctx,
	{ token }: { token: string }
): Promise<{ email: string; hasPassword: boolean }> {
	const found = await find(ctx, token);
	if (!found) {
		await count(ctx);
		throw leadsNowhere();
	}
	return { email: found.handoff.email, hasPassword: Boolean(found.account?.passwordHash) };
}

/** Uses a link of the old portal: the first password of somebody it knew makes or completes the account, and signs in. */
export async function acceptHandoff(
	ctx: Ctx,
	{ token, password, confirmation }: z.output<typeof acceptHandoffInput>
): Promise<void> {
	await count(ctx);
	const { handoff } = await firstComer(ctx, token);
	checkNewPassword(password, confirmation, handoff.email);
	const passwordHash = await hashPassword(password);
	await transact(ctx, async (ctx) => {
		// Read again: while the hash was computed, another request may have used the link, or its time may be over.
		const { handoff, account, person } = await firstComer(ctx, token);
		await store.insertUsedHandoff(ctx.db, handoff);
		await enterWithFirstPassword(ctx, person, account, passwordHash);
	});
}

const count = (ctx: Ctx) => consume(ctx, `handoff:ip:${networkOf(ctx.request.ip)}`, HANDOFFS_PER_IP);

async function firstComer(ctx: Ctx, token: string) {
	const found = await find(ctx, token);
	if (!found || found.account?.passwordHash) throw leadsNowhere();
	return found;
}

/**
 * Whom a token is for; null for a bad one, a used one, and one for nobody. The same is looked up for all of them, so
 * that time tells no more than the text does. The vendor's staff were never in the old portal,
 * and whoever was removed from it does not come back through there.
 */
async function find(ctx: Ctx, token: string) {
	const handoff = await readHandoffToken(ctx, token);
	const email = handoff?.email ?? '';
	const used = await store.isHandoffUsed(ctx.db, handoff?.idHash ?? '');
	const account = await store.findByEmail(ctx.db, email);
	const [contact] = await listedUnder(ctx.db, email);
	const person = account ?? contact;
	if (!handoff || used || !person || account?.staffRole || (await staysOut(ctx, account))) return null;
	return { handoff, account, person };
}

/** One refusal for all: whether the address is known is nobody's business. */
const leadsNowhere = () => new AppError('not_found', m.handoff_leads_nowhere());
