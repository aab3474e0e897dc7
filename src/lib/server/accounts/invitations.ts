import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { acceptInvitationInput } from '#lib/schemas/accounts.ts';
import { acceptInvitation as activate, invitedContact } from '#server/contacts/domain.ts';
import type { Base, Ctx } from '#server/platform/context.ts';
import { transact } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { hashSecret } from '#server/platform/ids.ts';
import { structureOf } from '#server/structures/domain.ts';
import { enterWithFirstPassword } from './first-password.ts';
import { checkNewPassword, hashPassword } from './passwords.ts';
import * as store from './store.ts';

/** What the page of an invitation shows. Opening it uses nothing up: mail scanners open links. */
export async function readInvitation(ctx: Ctx, { token }: { token: string }) {
	const { contact, account } = await invitationOf(ctx, token);
	return {
		email: contact.email,
		firstName: contact.firstName,
		structure: (await structureOf(ctx.db, contact.structureId)).name,
		/** Somebody without a password chooses one; whoever has a login only accepts. */
		needsPassword: !account?.passwordHash
	};
}

/**
 * Accepts an invitation: the contact is active from then on, by the decision of who invited. A first password makes the
 * account, proved by the mail that brought the link, and opens a session; whoever has a login signs in with it.
 */
export async function acceptInvitation(
	ctx: Ctx,
	{ token, password, confirmation }: z.output<typeof acceptInvitationInput>
): Promise<{ structure: string; signedIn: boolean; first: boolean }> {
	const found = await invitationOf(ctx, token);
	if (found.account?.passwordHash) return acceptKnown(ctx, token);
	checkNewPassword(password, confirmation, found.contact.email);
	const passwordHash = await hashPassword(password);
	return transact(ctx, async (ctx) => {
		// Read again: while the hash was computed, another request may have used the link.
		const { contact, account: known } = await invitationOf(ctx, token);
		if (known?.passwordHash) throw expired();
		await store.consumeLinks(ctx.db, { contactId: contact.id }, ctx.now());
		await enterWithFirstPassword(ctx, contact, known, passwordHash);
		return { structure: contact.structureId, signedIn: true, first: true };
	});
}

function acceptKnown(ctx: Ctx, token: string): Promise<{ structure: string; signedIn: boolean; first: boolean }> {
	return transact(ctx, async (ctx) => {
		const { contact, account } = await invitationOf(ctx, token);
		if (!account) throw expired();
		await store.consumeLinks(ctx.db, { contactId: contact.id }, ctx.now());
		await activate({ ...ctx, actor: { account } }, account, contact);
		return { structure: contact.structureId, signedIn: ctx.actor.account?.id === account.id, first: false };
	});
}

/** Staff become no contact: an invitation to their address leads nowhere. */
async function invitationOf(ctx: Base, token: string) {
	const link = await store.findLink(ctx.db, hashSecret(token), 'invitation', ctx.now());
	const contact = link?.contactId ? await invitedContact(ctx, link.contactId) : undefined;
	if (!link || !contact || !proves(link, contact)) throw expired();
	const account = await store.findByEmail(ctx.db, contact.email);
	if (account?.staffRole) throw expired();
	return { contact, account };
}

/**
 * Whether a link was sent for the invitation there is now, to the address it is for: whoever opens it shows that this
 * address is theirs, and no other. Links that left before they held an address are not older than the invitation,
 * whose address cannot have been written anew since.
 */
const proves = (
	link: { email: string | null; createdAt: string },
	{ email, invitedAt }: { email: string; invitedAt: string | null }
): boolean => invitedAt !== null && link.createdAt >= invitedAt && (link.email ?? email) === email;

const expired = () => new AppError('not_found', m.accounts_link_expired());
