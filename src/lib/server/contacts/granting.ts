import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Trx } from '#server/platform/db.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { structureOf } from '#server/structures/domain.ts';
import { letIn } from './letting-in.ts';
import type { Newcomer } from './newcomer.ts';
import { placeIn } from './place.ts';
import * as store from './store.ts';
import type { ContactTable } from './table.ts';

type Granting = Ctx<'staff'> & { db: Trx };

/**
 * Gives an account its place in a structure, by the vendor's decision: as a contact who waits or is let in at once, or
 * as an administrator, who then is active. Nobody loses access or role by it. The structure's administrators are told.
 */
export async function grantPlace(
	ctx: Granting,
	account: Newcomer & { staffRole: string | null },
	{ structureId, access, role }: { structureId: string; access: 'pending' | 'active'; role: ContactTable['role'] }
): Promise<void> {
	const structure = await structureOf(ctx.db, structureId);
	const contact = await placeIn(ctx, account, structure.id);
	const now = ctx.now();
	const active = contact.access === 'active' || access === 'active';
	const opened = active && contact.access !== 'active';
	const promoted = role === 'administrator' && contact.role !== 'administrator';
	const values = { accountId: account.id, role: promoted ? 'administrator' : contact.role } as const;
	let decidedAt = now;
	if (active) decidedAt = await letIn(ctx, contact, { ...values, decidedBy: ctx.actor.account.id });
	else
		await store.update(ctx.db, contact.id, {
			...values,
			access: 'pending',
			refusalReason: '',
			requestedAt: now,
			remindedAdministratorsAt: null,
			remindedStaffAt: null
		});
	const told = { structureId: structure.id };
	if (opened) await recordAudit(ctx, 'contact.accepted', contact.id, { ...told, from: contact.access });
	if (promoted) await recordAudit(ctx, 'contact.made_administrator', contact.id, told);
	if (!active) {
		await recordAudit(ctx, 'contact.requested', contact.id, told);
		await enqueue(ctx, 'contact.requested', { contactId: contact.id });
	}
	if (promoted) await enqueue(ctx, 'contact.made_administrator', { contactId: contact.id });
	else if (opened) await enqueue(ctx, 'contact.accepted', { contactId: contact.id, decidedAt });
}
