import type { Selectable } from 'kysely';
import { m } from '#lib/paraglide/messages.js';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { structureOf } from '#server/structures/domain.ts';
import { newcomer, type Newcomer } from './newcomer.ts';
import * as store from './store.ts';
import type { ContactTable } from './table.ts';

type Granting = Ctx<'staff'> & { db: Trx };
type Contact = Selectable<ContactTable>;

/** What granting must not undo in passing: a decision to keep someone out is taken back by its padlock, deliberately. */
const KEPT_OUT: Partial<Record<ContactTable['access'], (person: { name: string }) => string>> = {
	locked: m.staff_attach_locked,
	refused: m.staff_attach_refused
};

/**
 * Gives an account its place in a structure, by the vendor's decision: as a contact who waits or is let in at once, or
 * as an administrator, who then is active. Nobody loses access or role by it. The structure's administrators are told.
 */
export async function grantPlace(
	ctx: Granting,
	account: Newcomer & { staffRole: string | null },
	{ structureId, access, role }: { structureId: string; access: 'pending' | 'active'; role: ContactTable['role'] }
): Promise<void> {
	const name = `${account.firstName} ${account.lastName}`;
	if (account.staffRole !== null) throw new AppError('conflict', m.staff_attach_staff({ name }));
	const structure = await structureOf(ctx.db, structureId);
	const contact = await contactIn(ctx, account, structure.id);
	const keptOut = KEPT_OUT[contact.access];
	if (keptOut) throw new AppError('conflict', keptOut({ name }));

	const now = ctx.now();
	const active = contact.access === 'active' || access === 'active';
	const letIn = active && contact.access !== 'active';
	const promoted = role === 'administrator' && contact.role !== 'administrator';
	await store.update(ctx.db, contact.id, {
		accountId: account.id,
		access: active ? 'active' : 'pending',
		role: promoted ? 'administrator' : contact.role,
		refusalReason: '',
		...(active ? { decidedAt: now, decidedBy: ctx.actor.account.id } : { requestedAt: now }),
		...(active ? {} : { remindedAdministratorsAt: null, remindedStaffAt: null })
	});
	const told = { structureId: structure.id };
	if (letIn) await recordAudit(ctx, 'contact.accepted', contact.id, { ...told, from: contact.access });
	if (promoted) await recordAudit(ctx, 'contact.made_administrator', contact.id, told);
	if (!active) {
		await recordAudit(ctx, 'contact.requested', contact.id, told);
		await enqueue(ctx, 'contact.requested', { contactId: contact.id });
	}
	if (promoted) await enqueue(ctx, 'contact.made_administrator', { contactId: contact.id });
	else if (letIn) await enqueue(ctx, 'contact.accepted', { contactId: contact.id, decidedAt: now });
}

/** The address may be listed there already: that contact is taken over, with its function and its role. */
async function contactIn(ctx: Granting, account: Newcomer, structureId: string): Promise<Contact> {
	const listed = await store.findOf(ctx.db, structureId, account);
	if (listed && listed.accountId !== null && listed.accountId !== account.id)
		throw new AppError('conflict', m.inbox_grant_address_taken());
	if (listed) return listed;
	const contact = newcomer(account, structureId, '', ctx.now());
	await store.insert(ctx.db, contact);
	return contact;
}
