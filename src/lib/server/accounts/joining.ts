import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { acceptInvitationInput } from '#lib/schemas/accounts.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Base, Ctx } from '#server/platform/context.ts';
import { transact, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { hashSecret } from '#server/platform/ids.ts';
import { after } from '#server/platform/limits.ts';
import { limitsOf } from '#server/platform/stored-limits.ts';
import { structuresOfCustomer } from './customers.ts';
import { rememberDevice } from './domain.ts';
import { endCustomer } from './end-customer.ts';
import { provenAccount } from './first-password.ts';
import { checkNewPassword, hashPassword } from './passwords.ts';
import { closeSession, openSession } from './sessions.ts';
import * as staffStore from './staff-store.ts';
import * as store from './store.ts';

const DAY_SECONDS = 86_400;

/** What the page of a staff invitation shows. Opening it uses nothing up: mail scanners open links. */
export async function readStaffInvitation(ctx: Ctx, { token }: { token: string }) {
	const { invitation, account } = await invitationOf(ctx, token);
	const { email, firstName, role } = invitation;
	/** Somebody without a password chooses one; whoever has a login only accepts. */
	return { email, firstName, role, needsPassword: !account?.passwordHash };
}

/** Joins the vendor's staff: with a first password a session begins, whoever has a login signs in with it. */
export async function acceptStaffInvitation(
	ctx: Ctx,
	{ token, password, confirmation }: z.output<typeof acceptInvitationInput>
): Promise<{ signedIn: boolean }> {
	const found = await invitationOf(ctx, token);
	const needsPassword = !found.account?.passwordHash;
	if (needsPassword) checkNewPassword(password, confirmation, found.invitation.email);
	const passwordHash = needsPassword ? await hashPassword(password) : null;
	return transact(ctx, async (ctx) => {
		// Read again: while the hash was computed, another request may have used the link.
		const { invitation, account: known } = await invitationOf(ctx, token);
		if ((passwordHash === null) !== Boolean(known?.passwordHash)) throw expired();
		const person = { ...invitation, civility: known?.civility ?? ('' as const), phone: known?.phone ?? '' };
		const role = { staffRole: invitation.role, staffRemovedAt: null };
		const account = passwordHash === null ? known! : await provenAccount(ctx, person, known, passwordHash, role);
		await store.updateAccount(ctx.db, account.id, role);
		await endCustomer(ctx, account.id);
		await staffStore.deleteInvitationTo(ctx.db, invitation.email);
		const staff = { ...account, staffRole: invitation.role };
		await recordAudit({ ...ctx, actor: { account: staff } }, 'staff.joined', account.id, { role: invitation.role });
		if (passwordHash === null) {
			// This browser may be somebody else's as well: who joined signs in, and is not led to the other's home.
			if (ctx.sessionHash) await closeSession(ctx);
			return { signedIn: false };
		}
		await openSession(ctx, staff);
		await rememberDevice(ctx, account.id);
		return { signedIn: true };
	});
}

/** Whoever became a customer meanwhile is none of staff: their invitation leads nowhere. */
async function invitationOf(ctx: Base & { db: Base['db'] | Trx }, token: string) {
	const link = await store.findLink(ctx.db, hashSecret(token), 'staff', ctx.now());
	const invitation = link?.email ? await staffStore.invitationTo(ctx.db, link.email) : undefined;
	const { invitationDays } = await limitsOf(ctx);
	if (!invitation || after(invitation.invitedAt, invitationDays * DAY_SECONDS) <= ctx.now()) throw expired();
	const account = await store.findByEmail(ctx.db, invitation.email);
	if (account?.staffRole || (await structuresOfCustomer(ctx.db, invitation.email)).length > 0) throw expired();
	return { invitation, account };
}

const expired = () => new AppError('not_found', m.accounts_link_expired());
