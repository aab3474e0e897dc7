import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { inviteStaffInput } from '#lib/schemas/staff.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { consume } from '#server/platform/limits.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { structuresOfCustomer } from './customers.ts';
import * as staffStore from './staff-store.ts';
import * as store from './store.ts';
import type { StaffInvitationTable } from './table.ts';

/** Nobody's mailbox is filled with it. */
const PER_ADDRESS = { points: 5, seconds: 86_400 };

/**
 * Asks somebody to join the vendor's staff. Until they come by the mail's link nothing makes them one, so that a slip in
 * the address tells no stranger anything. `conflict` at the address for a customer's, for staff, and for who is invited.
 */
export function inviteStaff(ctx: Ctx<'manager'>, person: z.output<typeof inviteStaffInput>): Promise<{ id: string }> {
	return transact(ctx, async (ctx) => {
		const structures = await structuresOfCustomer(ctx.db, person.email);
		if (structures.length > 0) throw taken(customerOf(structures));
		if ((await store.findByEmail(ctx.db, person.email))?.staffRole) throw taken(m.settings_staff_already());
		if (await staffStore.invitationTo(ctx.db, person.email)) throw taken(m.settings_staff_invited_already());
		const row = { ...person, id: newId(), invitedBy: ctx.actor.account.id, invitedAt: ctx.now() };
		await staffStore.insertInvitation(ctx.db, row);
		await send(ctx, row, 'staff.invited');
		return { id: row.id };
	});
}

/** Sends the mail again: only its link is good from then on. `conflict` where the address became a customer's since. */
export function resendStaffInvitation(ctx: Ctx<'manager'>, { invitation: id }: { invitation: string }): Promise<void> {
	return transact(ctx, async (ctx) => {
		const row = { ...(await invitationNamed(ctx.db, id)), invitedAt: ctx.now() };
		const structures = await structuresOfCustomer(ctx.db, row.email);
		if (structures.length > 0) throw new AppError('conflict', customerOf(structures));
		await staffStore.updateInvitation(ctx.db, id, { invitedAt: row.invitedAt });
		await send(ctx, row, 'staff.invitation_resent');
	});
}

/** Takes an invitation back: its link leads nowhere any more. */
export function revokeStaffInvitation(ctx: Ctx<'manager'>, { invitation: id }: { invitation: string }): Promise<void> {
	return transact(ctx, async (ctx) => {
		const { email } = await invitationNamed(ctx.db, id);
		await staffStore.deleteInvitationTo(ctx.db, email);
		await recordAudit(ctx, 'staff.invitation_revoked', id, { email });
	});
}

async function send(ctx: Ctx<'manager'> & { db: Trx }, row: StaffInvitationTable, act: string): Promise<void> {
	await consume(ctx, `invite:address:${row.email}`, PER_ADDRESS);
	await staffStore.deleteLinksTo(ctx.db, row.email);
	await recordAudit(ctx, act, row.id, { email: row.email, role: row.role });
	await enqueue(ctx, 'staff.invited', { invitationId: row.id, invitedAt: row.invitedAt });
}

async function invitationNamed(db: Trx, id: string) {
	const invitation = await staffStore.invitation(db, id);
	if (!invitation) throw new AppError('not_found', m.settings_staff_invitation_gone());
	return invitation;
}

const customerOf = (structures: string[]) => m.settings_staff_customer({ structures: structures.join(', ') });
const taken = (email: string) => new AppError('conflict', m.errors_invalid(), { fields: { email } });
