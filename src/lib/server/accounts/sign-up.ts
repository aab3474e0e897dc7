import type { Selectable } from 'kysely';
import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { proveAddressInput, SignUpInput } from '#lib/schemas/accounts.ts';
import { recordAudit } from '#server/audit/domain.ts';
import { arrive } from '#server/contacts/domain.ts';
import { currentLocale } from '#server/platform/locale.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { hashSecret, newId, newSecret } from '#server/platform/ids.ts';
import { after, attempt, consume, networkOf } from '#server/platform/limits.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { LINK_SECONDS, rememberDevice } from './domain.ts';
import { checkNewPassword, hashPassword, verifyPassword } from './passwords.ts';
import { isSecure, openSession } from './sessions.ts';
import { provenAccount } from './first-password.ts';
import * as store from './store.ts';
import type { AccountTable, SignUpTable } from './table.ts';

const SIGN_UPS_PER_IP = { points: 20, seconds: 3600 };
const SIGN_UPS_PER_ADDRESS = { points: 5, seconds: 3600 };
const BROWSER_COOKIE = 'sign-up';

/**
 * Notes a sign-up and has its address proved by mail. Nothing exists yet, and an address that already has an account
 * gets the same answer after the same work: its mail says so instead.
 */
export async function signUp(ctx: Ctx, { password, confirmation, ...person }: SignUpInput): Promise<void> {
	checkNewPassword(password, confirmation, person.email);
	await consume(ctx, `sign-up:ip:${networkOf(ctx.request.ip)}`, SIGN_UPS_PER_IP);
	await consume(ctx, `sign-up:address:${person.email}`, SIGN_UPS_PER_ADDRESS);
	const passwordHash = await hashPassword(password);
	const browser = newSecret();
	await transact(ctx, async (ctx) => {
		const id = newId();
		const createdAt = ctx.now();
		await store.insertSignUp(ctx.db, {
			...person,
			id,
			passwordHash,
			browserHash: hashSecret(browser),
			locale: currentLocale(),
			createdAt,
			expiresAt: after(createdAt, LINK_SECONDS.sign_up),
			provenAt: null
		});
		await enqueue(ctx, 'account.sign_up', { signUpId: id });
		await recordAudit(ctx, 'account.sign_up', id);
	});
	ctx.cookies.set(BROWSER_COOKIE, browser, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: isSecure(ctx),
		maxAge: LINK_SECONDS.sign_up
	});
}

/** What the page behind the mail's link shows. Opening it uses nothing up. */
export async function readSignUpLink(
	ctx: Ctx,
	{ token }: { token: string }
): Promise<{ email: string; needsPassword: boolean }> {
	const signUp = await signUpOfLink(ctx.db, token, ctx.now());
	return { email: signUp.email, needsPassword: !isSameBrowser(ctx, signUp) };
}

/**
 * Makes the account. In another browser than the one that signed up, the password chosen there is asked for: otherwise
 * somebody could sign up with a stranger's address and their own password, and have the stranger confirm it.
 */
export async function proveAddress(ctx: Ctx, { token, password }: z.output<typeof proveAddressInput>): Promise<void> {
	const signUp = await signUpOfLink(ctx.db, token, ctx.now());
	if (!isSameBrowser(ctx, signUp)) {
		await attempt(ctx, `prove-address:${signUp.id}`);
		if (!(await verifyPassword(signUp.passwordHash, password ?? ''))) {
			throw new AppError('invalid', m.errors_invalid(), { fields: { password: m.accounts_prove_password_wrong() } });
		}
	}
	await transact(ctx, async (ctx) => {
		const { id } = await signUpOfLink(ctx.db, token, ctx.now());
		await store.consumeLinks(ctx.db, { signUpId: id }, ctx.now());
		const account = await accountFrom(ctx, signUp);
		await store.consumeLinks(ctx.db, { accountId: account.id }, ctx.now());
		await recordAudit({ ...ctx, actor: { account } }, 'account.proven', account.id);
		// Nobody stands on both sides: staff become no contact.
		if (account.staffRole === null) await arrive({ ...ctx, actor: { account } }, account, signUp);
		await openSession(ctx, account);
		await rememberDevice(ctx, account.id);
	});
	ctx.cookies.delete(BROWSER_COOKIE, { path: '/', secure: isSecure(ctx) });
}

/** An address has one account for ever: one that was proved meanwhile is told to sign in; one removed from staff leads nowhere. */
async function accountFrom(ctx: Ctx & { db: Trx }, signUp: Selectable<SignUpTable>): Promise<Selectable<AccountTable>> {
	const known = await store.findByEmail(ctx.db, signUp.email);
	if (known?.passwordHash || known?.staffRemovedAt) throw new AppError('not_found', m.accounts_link_expired());
	return provenAccount(ctx, { ...signUp, phone: '' }, known, signUp.passwordHash);
}

async function signUpOfLink(db: Db | Trx, token: string, now: string): Promise<Selectable<SignUpTable>> {
	const link = await store.findLink(db, hashSecret(token), 'sign_up', now);
	const signUp = link?.signUpId ? await store.findSignUp(db, link.signUpId) : undefined;
	if (!signUp) throw new AppError('not_found', m.accounts_link_expired());
	return signUp;
}

function isSameBrowser(ctx: Ctx, signUp: Selectable<SignUpTable>): boolean {
	const secret = ctx.cookies.get(BROWSER_COOKIE);
	return secret !== undefined && hashSecret(secret) === signUp.browserHash;
}
