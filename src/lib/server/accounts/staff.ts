import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { staffRoleInput } from '#lib/schemas/staff.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { afterCommit, transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { accountTopic } from '#server/platform/hub.ts';
import { after } from '#server/platform/limits.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { limitsOf } from '#server/platform/stored-limits.ts';
import { structuresOfCustomer } from './customers.ts';
import * as staffStore from './staff-store.ts';
import * as store from './store.ts';

const DAY_SECONDS = 86_400;

/** Everybody of the vendor's staff, and who was asked to join. */
export async function listStaff(ctx: Ctx<'manager'>) {
	const { invitationDays } = await limitsOf(ctx);
	const people = await staffStore.staff(ctx.db);
	const invited = await staffStore.invitations(ctx.db);
	return {
		people: people.map(({ staffRole, ...person }) => ({
			...person,
			role: staffRole!,
			isSelf: person.id === ctx.actor.account.id
		})),
		invited: await Promise.all(
			invited.map(async ({ invitedBy: _by, inviterFirstName, inviterLastName, ...invitation }) => ({
				...invitation,
				by: `${inviterFirstName} ${inviterLastName}`,
				expired: after(invitation.invitedAt, invitationDays * DAY_SECONDS) <= ctx.now(),
				/** Where the address became a customer's since: the invitation leads nowhere as long as it is. */
				structures: await structuresOfCustomer(ctx.db, invitation.email)
			}))
		)
	};
}

/** Makes an agent of a manager or the other way. Nobody changes their own role, and one manager stays. */
export function changeStaffRole(
	ctx: Ctx<'manager'>,
	{ account: id, role }: z.output<typeof staffRoleInput>
): Promise<{ name: string }> {
	return transact(ctx, async (ctx) => {
		const account = await staffNamed(ctx.db, id);
		if (id === ctx.actor.account.id) throw new AppError('conflict', m.settings_staff_self_role());
		const name = `${account.firstName} ${account.lastName}`;
		if (account.staffRole === role) return { name };
		if (role !== 'manager') await keepOneManager(ctx.db, id);
		await store.updateAccount(ctx.db, id, { staffRole: role });
		if (role !== 'manager') await takeBackInvitations(ctx, id);
		await recordAudit(ctx, 'staff.role_changed', id, { from: account.staffRole, to: role });
		await enqueue(ctx, 'staff.role_changed', { accountId: id, role });
		return { name };
	});
}

/** Somebody of staff the actor may remove; `conflict` for oneself and for the last manager. */
export async function expectRemovable(ctx: Ctx<'manager'>, id: string) {
	const account = await staffNamed(ctx.db, id);
	if (id === ctx.actor.account.id) throw new AppError('conflict', m.settings_staff_self_remove());
	if (account.staffRole === 'manager') await keepOneManager(ctx.db, id);
	return account;
}

/**
 * Takes somebody out of staff, in the caller's transaction: every session ends, no password fits, and no link leads in.
 * The account stays, for their name stands on what they wrote.
 */
export async function removeStaff(ctx: Ctx<'manager'> & { db: Trx }, id: string): Promise<{ name: string }> {
	const { firstName, lastName, staffRole } = await expectRemovable(ctx, id);
	const now = ctx.now();
	await store.updateAccount(ctx.db, id, { staffRole: null, passwordHash: null, staffRemovedAt: now });
	await store.deleteSessionsOf(ctx.db, id);
	await store.deleteDevicesOf(ctx.db, id);
	await takeBackInvitations(ctx, id);
	await store.consumeLinks(ctx.db, { accountId: id }, now);
	await recordAudit(ctx, 'staff.removed', id, { role: staffRole });
	await enqueue(ctx, 'staff.removed', { accountId: id });
	// Open pages look at once whether they may stay.
	afterCommit(ctx.db, () => ctx.hub.publish(accountTopic(id)));
	return { name: `${firstName} ${lastName}` };
}

/** Whoever may invite no more has invited nobody: through an invitation of theirs they could come back in. */
async function takeBackInvitations(ctx: Ctx<'manager'> & { db: Trx }, id: string): Promise<void> {
	const invitations = await staffStore.deleteInvitationsBy(ctx.db, id);
	if (invitations > 0) await recordAudit(ctx, 'staff.invitation_revoked', id, { invitations });
}

async function staffNamed(db: Db | Trx, id: string) {
	const account = await store.findById(db, id);
	if (!account?.staffRole) throw new AppError('not_found', m.errors_not_found());
	return account;
}

/** Asked in the transaction that takes one away: two managers who remove each other at once leave one. */
async function keepOneManager(db: Db | Trx, id: string): Promise<void> {
	if ((await staffStore.managersBut(db, id)).length === 0)
		throw new AppError('conflict', m.settings_staff_last_manager());
}
