import { m } from '#lib/paraglide/messages.js';
import { recordAudit } from '#server/audit/domain.ts';
import { moveAddress } from '#server/contacts/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { hashSecret, newId } from '#server/platform/ids.ts';
import { after } from '#server/platform/limits.ts';
import { enqueue } from '#server/platform/outbox.ts';
import * as changes from './email-change-store.ts';
import * as store from './store.ts';

const CHANGE_SECONDS = 3 * 86_400;

/**
 * Begins to give a customer's login another address, after staff have checked who asks. Nothing changes until the new
 * address has proved itself by the link sent to it; the old one is told at once, and again when it is done.
 */
export async function askEmailChange(
	ctx: Ctx<'staff'> & { db: Trx },
	{ login, email }: { login: string; email: string }
): Promise<void> {
	const account = await customerNamed(ctx.db, login);
	await expectFree(ctx.db, email);
	const createdAt = ctx.now();
	await changes.settle(ctx.db, account.id, createdAt);
	const id = newId();
	await changes.insert(ctx.db, {
		id,
		accountId: account.id,
		email,
		askedById: ctx.actor.account.id,
		tokenHash: null,
		createdAt,
		expiresAt: after(createdAt, CHANGE_SECONDS),
		settledAt: null
	});
	await recordAudit(ctx, 'email.change_asked', account.id);
	await enqueue(ctx, 'account.email_change', { changeId: id });
}

/** Sends the way back in to the address a login has, once staff have checked who asks. */
export async function sendWayIn(ctx: Ctx<'staff'> & { db: Trx }, { login }: { login: string }): Promise<void> {
	const account = await customerNamed(ctx.db, login);
	await enqueue(ctx, 'account.password_forgotten', { email: account.email });
	await recordAudit(ctx, 'password.link_sent', account.id);
}

async function customerNamed(db: Db | Trx, email: string) {
	const account = await store.findByEmail(db, email);
	// Whoever works for the vendor asks the vendor: a ticket must not open their door.
	if (!account || account.staffRole !== null)
		throw new AppError('invalid', m.errors_invalid(), { fields: { login: m.inbox_grant_login_unknown() } });
	return account;
}

async function expectFree(db: Db | Trx, email: string): Promise<void> {
	if (await store.findByEmail(db, email))
		throw new AppError('invalid', m.errors_invalid(), { fields: { newEmail: m.inbox_grant_new_email_taken() } });
}

/** What the page behind the mail's link shows. Opening it uses nothing up. */
export async function readEmailChange(ctx: Ctx, { token }: { token: string }): Promise<{ email: string }> {
	const { email } = await changeOfLink(ctx.db, token, ctx.now());
	return { email };
}

/** Gives the login its new address. Every session ends: what follows is signed in to by the new address. */
export async function confirmEmailChange(ctx: Ctx, { token }: { token: string }): Promise<void> {
	await transact(ctx, async (ctx) => {
		const now = ctx.now();
		const { account, email } = await changeOfLink(ctx.db, token, now);
		const accountId = account.id;
		if (await store.findByEmail(ctx.db, email)) throw new AppError('conflict', m.inbox_grant_new_email_taken());
		await moveAddress(ctx.db, accountId, email);
		await store.updateAccount(ctx.db, accountId, { email, provenAt: account.provenAt ?? now });
		await store.consumeLinks(ctx.db, { accountId }, now);
		await store.deleteSessionsOf(ctx.db, accountId);
		await changes.settle(ctx.db, accountId, now);
		await recordAudit({ ...ctx, actor: { account: { ...account, email } } }, 'email.changed', accountId);
		await enqueue(ctx, 'account.email_changed', { accountId, from: account.email });
	});
}

async function changeOfLink(db: Db | Trx, token: string, now: string) {
	const hash = hashSecret(token);
	const change = await changes.findByToken(db, hash, now);
	// The link itself is void once the password changes, like every other of the account.
	const link = await store.findLink(db, hash, 'email', now);
	const account = change && (await store.findById(db, change.accountId));
	// Whoever joined the vendor's staff meanwhile keeps their address: a ticket must not open their door.
	if (!link || !account || account.staffRole !== null) throw new AppError('not_found', m.accounts_link_expired());
	return { account, email: change.email };
}
