import type { Selectable } from 'kysely';
import { m } from '#lib/paraglide/messages.js';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { takePlannedRoles, vacateAllRoles } from './referents.ts';
import * as store from './store.ts';
import type { ContactTable } from './table.ts';

type Deciding = Ctx<'administratorOrStaff'>;
type Contact = Selectable<ContactTable>;
/** Who was decided upon, and how they stand now. */
export type Decided = Pick<Contact, 'firstName' | 'lastName' | 'access'>;

/** Lets a contact in who waits, was locked or was refused. Nothing happens to someone already in. */
export function openPadlock(ctx: Deciding, { contact: id }: { contact: string }): Promise<Decided> {
	return transact(ctx, async (ctx) => {
		const contact = await decidable(ctx, id);
		if (contact.access === 'active') return standing(contact);
		return decide(ctx, contact, { access: 'active', refusalReason: '' });
	});
}

/**
 * Shuts an active contact out, from their next request on. Nothing happens to someone already locked. A structure keeps
 * one active administrator: counted in the transaction, so that two who lock each other at once cannot both succeed.
 */
export function lockPadlock(ctx: Deciding, { contact: id }: { contact: string }): Promise<Decided> {
	return transact(ctx, async (ctx) => {
		const contact = await decidable(ctx, id);
		if (contact.access === 'locked') return standing(contact);
		if (contact.access !== 'active') throw new AppError('conflict', m.contacts_not_open({ name: nameOf(contact) }));
		if (contact.role === 'administrator' && (await store.countActiveAdministrators(ctx.db, contact.structureId)) < 2) {
			throw new AppError('conflict', m.contacts_last_administrator({ name: nameOf(contact) }));
		}
		return decide(ctx, contact, { access: 'locked' });
	});
}

/** Turns down a contact who waits, with the reason they are told. */
export function refuseContact(
	ctx: Deciding,
	{ contact: id, reason }: { contact: string; reason: string }
): Promise<Decided> {
	return transact(ctx, async (ctx) => {
		const contact = await decidable(ctx, id);
		if (contact.access !== 'pending') throw new AppError('conflict', m.contacts_not_waiting({ name: nameOf(contact) }));
		return decide(ctx, contact, { access: 'refused', refusalReason: reason });
	});
}

/** A contact of this structure with a login, and not one's own: nobody decides on themselves. */
async function decidable(ctx: Deciding & { db: Trx }, id: string): Promise<Contact> {
	const contact = await store.find(ctx.db, ctx.actor.structureId, id);
	if (!contact) throw new AppError('not_found', m.errors_not_found());
	if (contact.accountId === ctx.actor.account.id) throw new AppError('conflict', m.contacts_own_access());
	if (contact.accountId === null || contact.access === 'none' || contact.access === 'invited') {
		throw new AppError('conflict', m.contacts_never_signed_in({ name: nameOf(contact) }));
	}
	return contact;
}

const ACTS = { active: 'accepted', locked: 'locked', refused: 'refused' } as const;

async function decide(
	ctx: Deciding & { db: Trx },
	contact: Contact,
	values: { access: keyof typeof ACTS; refusalReason?: string }
): Promise<Decided> {
	const decidedAt = ctx.now();
	const act = `contact.${ACTS[values.access]}` as const;
	await store.update(ctx.db, contact.id, { ...values, decidedAt, decidedBy: ctx.actor.account.id });
	await recordAudit(ctx, act, contact.id, { from: contact.access });
	if (values.access === 'active') await takePlannedRoles(ctx, contact);
	else await vacateAllRoles(ctx, contact);
	await enqueue(ctx, act, { contactId: contact.id, decidedAt });
	return standing({ ...contact, access: values.access });
}

const standing = ({ firstName, lastName, access }: Contact): Decided => ({ firstName, lastName, access });

const nameOf = ({ firstName, lastName }: Contact): string => `${firstName} ${lastName}`;
