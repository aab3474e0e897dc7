import type { Insertable } from 'kysely';
import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type {
	changePasswordInput,
	preferencesInput,
	profileInput,
	setPasswordInput,
	signInInput
} from '#lib/schemas/accounts.ts';
import { LIMIT_BOUNDS } from '#lib/schemas/limit-bounds.ts';
import { recordAudit } from '#server/audit/domain.ts';
import { arrive, carryIdentity } from '#server/contacts/domain.ts';
import type { Base, Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { hashSecret, newSecret } from '#server/platform/ids.ts';
import { after, attempt, consume, forget, networkOf } from '#server/platform/limits.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { checkNewPassword, hashPassword, verifyPassword } from './passwords.ts';
import { closeSession, isSecure, openSession } from './sessions.ts';
import { deleteExpired as forgetEmailChanges } from './email-change-store.ts';
import * as store from './store.ts';
import type { LinkTable } from './table.ts';

export { activeAccountsBy } from './active.ts';
export { activationLetter, activationMail, activationRecipient } from './activation-mails.ts';
export { askEmailChange, sendWayIn } from './email-change.ts';
export { addressOf, customersAmong, identityOf } from './identities.ts';
export { inTurn } from './passwords.ts';
export { readSession } from './sessions.ts';
export { acceptStaffInvitation, readStaffInvitation } from './joining.ts';
export { changeStaffRole, expectRemovable, listStaff, removeStaff } from './staff.ts';
export { inviteStaff, resendStaffInvitation, revokeStaffInvitation } from './staff-invitations.ts';

/** Per network address: a town hall behind one address must still get in on a Monday morning. */
const SIGN_INS_PER_IP = { points: 200, seconds: 600 };
const FORGOTTEN_PER_IP = { points: 30, seconds: 3600 };
const FORGOTTEN_PER_ADDRESS = { points: 5, seconds: 3600 };
/** Right or wrong, each costs the work of a hash, which everybody's sign-in waits for. */
const CHANGES_PER_ACCOUNT = { points: 20, seconds: 3600 };
const DEVICE_COOKIE = 'device';
const DEVICE_SECONDS = 400 * 86_400;

/**
 * Opens a session. The same refusal, after the same time, for an unknown address and a wrong password.
 * Failures delay the account they are tried on, except for browsers that were signed in to it before
 * (they are counted apart), so that a third party cannot shut anybody out.
 */
export async function signIn(ctx: Ctx, { email, password }: z.output<typeof signInInput>): Promise<void> {
	await consume(ctx, `sign-in:ip:${networkOf(ctx.request.ip)}`, SIGN_INS_PER_IP);
	const device = ctx.cookies.get(DEVICE_COOKIE);
	const known = device !== undefined && (await store.isKnownDevice(ctx.db, email, hashSecret(device)));
	const key = known ? `sign-in:device:${hashSecret(device)}` : `sign-in:account:${email}`;
	await attempt(ctx, key);

	const account = await store.findByEmail(ctx.db, email);
	if (!(await verifyPassword(account?.passwordHash, password))) {
		ctx.log.warn({ account: account?.id ?? null }, 'sign-in refused');
		throw new AppError('invalid', m.accounts_sign_in_refused());
	}
	await forget(ctx, key);
	await transact(ctx, async (inner) => {
		// Read again: while the hash was compared, the account may have been closed, or its password changed.
		if ((await store.findById(inner.db, account!.id))?.passwordHash !== account!.passwordHash)
			throw new AppError('invalid', m.accounts_sign_in_refused());
		await openSession(inner, account!);
		if (!known) await rememberDevice(inner, account!.id);
		await recordAudit({ ...inner, actor: { account: account! } }, 'session.opened', account!.id);
	});
}

/** Whoever proved to be the person in this browser is not kept out of it by the failures of others. */
export async function rememberDevice(ctx: Ctx & { db: Trx }, accountId: string): Promise<void> {
	const secret = newSecret();
	await store.insertKnownDevice(ctx.db, { tokenHash: hashSecret(secret), accountId, createdAt: ctx.now() });
	ctx.cookies.set(DEVICE_COOKIE, secret, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: isSecure(ctx),
		maxAge: DEVICE_SECONDS
	});
}

export async function signOut(ctx: Ctx<'signedIn'>): Promise<void> {
	await transact(ctx, async (ctx) => {
		await closeSession(ctx);
		await recordAudit(ctx, 'session.closed', ctx.actor.account.id);
	});
}

/** Ends one session of one's own. */
export async function revokeSession(ctx: Ctx<'signedIn'>, { id }: { id: string }): Promise<void> {
	await transact(ctx, async (ctx) => {
		const ended = await store.deleteSessionOf(ctx.db, ctx.actor.account.id, id);
		if (ended === 0) throw new AppError('not_found', m.errors_not_found());
		await recordAudit(ctx, 'session.revoked', ctx.actor.account.id);
	});
}

/** Ends every session of one's own but this one. */
export async function revokeOtherSessions(ctx: Ctx<'signedIn'>): Promise<void> {
	await transact(ctx, async (ctx) => {
		await store.deleteSessionsOf(ctx.db, ctx.actor.account.id, ctx.sessionHash);
		await recordAudit(ctx, 'session.others_revoked', ctx.actor.account.id);
	});
}

/**
 * Asks for a new password. Does exactly the same for any address: whether an account answers to it is found out by the
 * outbox, later and elsewhere, so that neither text, status nor time tells.
 */
export async function forgetPassword(ctx: Ctx, { email }: { email: string }): Promise<void> {
	await consume(ctx, `forgotten:ip:${networkOf(ctx.request.ip)}`, FORGOTTEN_PER_IP);
	await consume(ctx, `forgotten:address:${email}`, FORGOTTEN_PER_ADDRESS);
	await transact(ctx, async (ctx) => {
		await enqueue(ctx, 'account.password_forgotten', { email });
		await recordAudit(ctx, 'password.forgotten', null);
	});
}

/** How long the links in mails live, in seconds. */
export const LINK_SECONDS = {
	password: 86_400,
	sign_up: 86_400,
	email: 3 * 86_400,
	/** At most: when an invitation ends is a setting, asked again when its link is opened. */
	invitation: LIMIT_BOUNDS.invitationDays.max * 86_400,
	staff: LIMIT_BOUNDS.invitationDays.max * 86_400,
	/** Nobody asked for it: it must outlast the holidays of whoever gets it, and a second mail a week later. */
	activation: 14 * 86_400
} as const;

/** Makes a link's token; only its hash stays. */
export async function mintLink(
	ctx: Base,
	link: Pick<Insertable<LinkTable>, 'purpose' | 'accountId' | 'signUpId' | 'contactId' | 'email'>
): Promise<string> {
	const secret = newSecret();
	const createdAt = ctx.now();
	await store.insertLink(ctx.db, {
		...link,
		tokenHash: hashSecret(secret),
		createdAt,
		expiresAt: after(createdAt, LINK_SECONDS[link.purpose]),
		consumedAt: null
	});
	return secret;
}

/** What the password page shows before anything is typed. Opening it uses nothing up: mail scanners open links. */
export async function readPasswordLink(
	ctx: Ctx,
	{ token }: { token: string }
): Promise<{ email: string; firstTime: boolean }> {
	const account = await accountOfLink(ctx.db, token, ctx.now());
	return { email: account.email, firstTime: account.passwordHash === null };
}

/** Sets the password a link allows, ends every other session and link, and signs in. A first proof opens what awaited it. */
export async function setPassword(
	ctx: Ctx,
	{ token, password, confirmation }: z.output<typeof setPasswordInput>
): Promise<{ first: boolean }> {
	const { email } = await accountOfLink(ctx.db, token, ctx.now());
	checkNewPassword(password, confirmation, email);
	const passwordHash = await hashPassword(password);
	return transact(ctx, async (ctx) => {
		// Read again: while the hash was computed, another request may have used the link.
		const account = await accountOfLink(ctx.db, token, ctx.now());
		await store.consumeLinks(ctx.db, { accountId: account.id }, ctx.now());
		await store.updateAccount(ctx.db, account.id, { passwordHash, provenAt: account.provenAt ?? ctx.now() });
		await store.deleteSessionsOf(ctx.db, account.id);
		await recordAudit({ ...ctx, actor: { account } }, 'password.set', account.id);
		if (account.provenAt === null && account.staffRole === null)
			await arrive({ ...ctx, actor: { account } }, account, null);
		// A first password changes none: whoever has just chosen it needs no warning.
		if (account.passwordHash !== null) await enqueue(ctx, 'account.password_changed', { accountId: account.id });
		await openSession(ctx, account);
		await rememberDevice(ctx, account.id);
		return { first: account.passwordHash === null };
	});
}

async function accountOfLink(db: Db | Trx, token: string, now: string) {
	const link = await store.findLink(db, hashSecret(token), 'password', now);
	const account = link?.accountId ? await store.findById(db, link.accountId) : undefined;
	if (!account) throw new AppError('not_found', m.accounts_link_expired());
	return account;
}

export async function changePassword(ctx: Ctx<'signedIn'>, input: z.output<typeof changePasswordInput>): Promise<void> {
	const { id, email } = ctx.actor.account;
	await consume(ctx, `password:change:${id}`, CHANGES_PER_ACCOUNT);
	await attempt(ctx, `change-password:${id}`);
	const account = await store.findById(ctx.db, id);
	const wrong = () =>
		new AppError('invalid', m.errors_invalid(), { fields: { currentPassword: m.accounts_current_password_wrong() } });
	if (!(await verifyPassword(account?.passwordHash, input.currentPassword))) throw wrong();
	await forget(ctx, `change-password:${id}`);
	checkNewPassword(input.password, input.confirmation, email);
	const passwordHash = await hashPassword(input.password);
	await transact(ctx, async (ctx) => {
		// Read again: while the hashes were computed, the account may have been closed, or a link may have set another.
		if ((await store.findById(ctx.db, id))?.passwordHash !== account!.passwordHash) throw wrong();
		await store.updateAccount(ctx.db, id, { passwordHash });
		await store.consumeLinks(ctx.db, { accountId: id }, ctx.now());
		await store.deleteSessionsOf(ctx.db, id, ctx.sessionHash);
		await recordAudit(ctx, 'password.changed', id);
		await enqueue(ctx, 'account.password_changed', { accountId: id });
	});
}

export async function updateProfile(ctx: Ctx<'signedIn'>, input: z.output<typeof profileInput>): Promise<void> {
	await transact(ctx, async (ctx) => {
		await store.updateAccount(ctx.db, ctx.actor.account.id, input);
		await carryIdentity(ctx.db, ctx.actor.account.id, input);
		await recordAudit(ctx, 'profile.changed', ctx.actor.account.id);
	});
}

/** Language and theme, kept in the account of someone signed in, and in this browser for everybody. */
export async function setPreferences(ctx: Ctx, { locale, theme }: z.output<typeof preferencesInput>): Promise<void> {
	const cookie = { path: '/', httpOnly: true, sameSite: 'lax' as const, secure: isSecure(ctx), maxAge: DEVICE_SECONDS };
	if (locale) ctx.cookies.set('locale', locale, cookie);
	if (theme) ctx.cookies.set('theme', theme, cookie);
	const { account } = ctx.actor;
	if (!account || (!locale && !theme)) return;
	await transact(ctx, async (ctx) => {
		await store.updateAccount(ctx.db, account.id, { ...(locale ? { locale } : {}), ...(theme ? { theme } : {}) });
		await recordAudit(ctx, 'preferences.changed', account.id);
	});
}

/** Forgets sessions, links, sign-ups, used links of the old portal, counted limits and browsers that are past. */
export async function forgetExpired(ctx: Base): Promise<void> {
	await store.deleteExpired(ctx.db, ctx.now());
	await forgetEmailChanges(ctx.db, ctx.now());
	await store.deleteKnownDevices(ctx.db, after(ctx.now(), -DEVICE_SECONDS));
}
