import { m } from '#lib/paraglide/messages.js';
import { recordAudit } from '#server/audit/domain.ts';
import { transact } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { after, consume } from '#server/platform/limits.ts';
import { enqueue } from '#server/platform/outbox.ts';
import type { Limits } from '#server/platform/stored-limits.ts';
import { contactOf, nameOf, type Contact, type Deciding, type DecidingNow } from './deciding.ts';
import { useUpInvitations } from './listed-store.ts';
import * as store from './store.ts';

declare module '#server/platform/outbox.ts' {
	interface Events {
		/** `invitedAt` says which: one sent anew, or taken back, makes it pointless. */
		'contact.invited': { contactId: string; invitedAt: string };
	}
}

const DAY_SECONDS = 86_400;
/** A large structure's whole list in a morning, without a pause, and nobody's mailbox filled with it. */
const PER_INVITER = { points: 500, seconds: 4 * 3600 };
const PER_ADDRESS = { points: 5, seconds: DAY_SECONDS };

type Invited = Pick<Contact, 'firstName' | 'lastName'>;

/** Whether an invitation still leads anywhere. */
export const isOpen = (
	{ access, invitedAt }: Pick<Contact, 'access' | 'invitedAt'>,
	{ invitationDays }: Pick<Limits, 'invitationDays'>,
	now: string
): boolean => access === 'invited' && invitedAt !== null && after(invitedAt, invitationDays * DAY_SECONDS) > now;

/** Invites somebody who is listed without access, or once more who was invited: only the last invitation counts. */
export function invite(ctx: Deciding, { contact: id }: { contact: string }): Promise<Invited> {
	return transact(ctx, async (ctx) => {
		const contact = await contactOf(ctx, id);
		if (contact.access !== 'none' && contact.access !== 'invited')
			throw new AppError('conflict', m.contacts_not_to_invite({ name: nameOf(contact) }));
		return sendInvitation(ctx, contact);
	});
}

/** Takes an invitation back: its link leads nowhere any more. */
export function revokeInvitation(ctx: Deciding, { contact: id }: { contact: string }): Promise<Invited> {
	return transact(ctx, async (ctx) => {
		const contact = await contactOf(ctx, id);
		const { firstName, lastName, structureId } = contact;
		if (contact.access === 'none') return { firstName, lastName };
		if (contact.access !== 'invited') throw new AppError('conflict', m.contacts_not_invited({ name: nameOf(contact) }));
		const decidedAt = ctx.now();
		await useUpInvitations(ctx.db, id, decidedAt);
		await store.update(ctx.db, id, {
			access: 'none',
			invitedAt: null,
			invitedBy: null,
			decidedAt,
			decidedBy: ctx.actor.account.id
		});
		await recordAudit(ctx, 'contact.invitation_revoked', id, { structureId });
		return { firstName, lastName };
	});
}

export async function sendInvitation(ctx: DecidingNow, contact: Contact): Promise<Invited> {
	const { id, structureId, firstName, lastName } = contact;
	const inviter = ctx.actor.account.id;
	await consume(ctx, `invite:account:${inviter}`, PER_INVITER);
	await consume(ctx, `invite:address:${contact.email}`, PER_ADDRESS);
	const invitedAt = ctx.now();
	// At once, not when the new mail is composed: until then the link of the one before would count.
	await useUpInvitations(ctx.db, id, invitedAt);
	await store.update(ctx.db, id, { access: 'invited', invitedAt, invitedBy: inviter, refusalReason: '' });
	await recordAudit(ctx, 'contact.invited', id, { structureId });
	await enqueue(ctx, 'contact.invited', { contactId: id, invitedAt });
	return { firstName, lastName };
}
