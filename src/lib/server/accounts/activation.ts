import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { setPasswordInput } from '#lib/schemas/accounts.ts';
import { recordAudit } from '#server/audit/domain.ts';
import { awaitedUnder } from '#server/contacts/domain.ts';
import type { Base, Ctx } from '#server/platform/context.ts';
import { transact } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { hashSecret } from '#server/platform/ids.ts';
import { consume, networkOf, numberOf } from '#server/platform/limits.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { consumeActivations, findActivation, noteOpened } from './activation-store.ts';
import { enterWithFirstPassword } from './first-password.ts';
import { checkNewPassword, hashPassword } from './passwords.ts';
import { staysOut } from './removed.ts';
import * as store from './store.ts';

/** Per network address: a whole town hall comes on one morning. */
const ACTIVATIONS_PER_IP = { points: 200, seconds: 600 };
const AGAIN_PER_IP = { points: 30, seconds: 3600 };
/** As many as « Mot de passe oublié » allows an address. */
const AGAIN_PER_LINK = { points: 5, seconds: 3600 };

/** What the page behind an activation link shows. */
export type Activation =
	| { state: 'open'; email: string; firstName: string; structures: string[] }
	/** It led somewhere once: the page sends another. */
	| { state: 'expired' }
	/** The person has a password and signs in with it. */
	| { state: 'activated' };

/**
 * Reads an activation link. It is for an address, and so for all its contacts. Several are good at a time, each until
 * its own end: a mail whose delivery was in doubt is composed anew, and nobody may make a person's link void by asking
 * for another in their name. All are void once there is a password. Opening it uses nothing up: mail scanners open links.
 */
export async function readActivation(ctx: Ctx, { token }: { token: string }): Promise<Activation> {
	const { link, account, contacts } = await find(ctx, token);
	if (account?.passwordHash) return { state: 'activated' };
	const [first] = contacts;
	if (!first) throw leadsNowhere();
	if (!isOpen(link, ctx.now())) return { state: 'expired' };
	return {
		state: 'open',
		email: link.email,
		firstName: account?.firstName ?? first.firstName,
		structures: contacts.map(({ structureName }) => structureName)
	};
}

/** The page was shown in a browser. Noted by what runs there, since what only fetches pages, such as a mail scanner, is nobody. */
export async function noteActivationOpened(ctx: Ctx, { token }: { token: string }): Promise<void> {
	// Beyond what people do, nothing is noted; nobody is refused for it.
	const opened = await numberOf(ctx, `activation:opened:${networkOf(ctx.request.ip)}`, ACTIVATIONS_PER_IP.seconds);
	if (opened > ACTIVATIONS_PER_IP.points) return;
	await transact(ctx, async (ctx) => {
		const link = await findActivation(ctx.db, hashSecret(token));
		if (!link || !isOpen(link, ctx.now())) return;
		if (await noteOpened(ctx.db, link.tokenHash, ctx.now())) await recordAudit(ctx, 'activation.opened', null);
	});
}

/** Activates: the first password makes or completes the account, opens what awaited it, and signs in. */
export async function activate(
	ctx: Ctx,
	{ token, password, confirmation }: z.output<typeof setPasswordInput>
): Promise<void> {
	await consume(ctx, `activation:ip:${networkOf(ctx.request.ip)}`, ACTIVATIONS_PER_IP);
	const { link } = await openLink(ctx, token);
	checkNewPassword(password, confirmation, link.email);
	const passwordHash = await hashPassword(password);
	await transact(ctx, async (ctx) => {
		// Read again: while the hash was computed, another request may have used the link, or its time may be over.
		const { link, account, person } = await openLink(ctx, token);
		await noteOpened(ctx.db, link.tokenHash, ctx.now());
		await consumeActivations(ctx.db, link.email, ctx.now());
		await enterWithFirstPassword(ctx, person, account, passwordHash);
	});
}

/**
 * Sends another link to the address of one that has expired. The same for any link: whom it was for, and whether they
 * still are to come, is found out by the outbox.
 */
export async function sendActivationAgain(ctx: Ctx, { token }: { token: string }): Promise<void> {
	const tokenHash = hashSecret(token);
	await consume(ctx, `activation:again:ip:${networkOf(ctx.request.ip)}`, AGAIN_PER_IP);
	await consume(ctx, `activation:again:link:${tokenHash}`, AGAIN_PER_LINK);
	await transact(ctx, async (ctx) => {
		await enqueue(ctx, 'account.activation_again', { tokenHash });
		await recordAudit(ctx, 'activation.asked_again', null);
	});
}

async function openLink(ctx: Base, token: string) {
	const { link, account, contacts } = await find(ctx, token);
	const [first] = contacts;
	if (!first || account?.passwordHash || !isOpen(link, ctx.now())) throw leadsNowhere();
	return { link, account, person: account ?? first };
}

async function find(ctx: Base, token: string) {
	const link = await findActivation(ctx.db, hashSecret(token));
	if (!link) throw leadsNowhere();
	const account = await store.findByEmail(ctx.db, link.email);
	// The vendor's staff were in no old portal, and become no contact.
	const isNobody = Boolean(account?.staffRole) || (await staysOut(ctx, account));
	const contacts = isNobody ? [] : await awaitedUnder(ctx.db, link.email);
	return { link, account, contacts };
}

const isOpen = (link: { expiresAt: string; consumedAt: string | null }, now: string): boolean =>
	link.consumedAt === null && link.expiresAt > now;

const leadsNowhere = () => new AppError('not_found', m.accounts_link_expired());
