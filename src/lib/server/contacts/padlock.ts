import { m } from '#lib/paraglide/messages.js';
import { recordAudit } from '#server/audit/domain.ts';
import { transact } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { enqueue } from '#server/platform/outbox.ts';
import {
	anotherContact,
	askBeforeVacating,
	keepOneAdministrator,
	nameOf,
	type Contact,
	type Deciding,
	type DecidingNow
} from './deciding.ts';
import { letIn } from './letting-in.ts';
import { freeRoles } from './vacating.ts';
import * as store from './store.ts';

/** Who was decided upon, and how they stand now. */
export type Decided = Pick<Contact, 'firstName' | 'lastName' | 'access'>;

/** Lets a contact in who waits, was locked or was refused. Nothing happens to someone already in. */
export function openPadlock(ctx: Deciding, { contact: id }: { contact: string }): Promise<Decided> {
	return transact(ctx, async (ctx) => {
		const contact = await decidable(ctx, id);
		if (contact.access === 'active') return standing(contact);
		const decidedAt = await letIn(ctx, contact, { decidedBy: ctx.actor.account.id });
		return noted(ctx, contact, 'active', decidedAt);
	});
}

/**
 * Shuts an active contact out, from their next request on; the roles of a referent are free from then on. Nothing happens
 * to someone already locked.
 */
export function lockPadlock(
	ctx: Deciding,
	{ contact: id, vacate }: { contact: string; vacate: boolean }
): Promise<Decided> {
	return transact(ctx, async (ctx) => {
		const contact = await decidable(ctx, id);
		if (contact.access === 'locked') return standing(contact);
		if (contact.access !== 'active') throw new AppError('conflict', m.contacts_not_open({ name: nameOf(contact) }));
		await keepOneAdministrator(ctx, contact);
		await askBeforeVacating(ctx, contact, vacate);
		return shutOut(ctx, contact, { access: 'locked' });
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
		return shutOut(ctx, contact, { access: 'refused', refusalReason: reason });
	});
}

/** A contact of this structure with a login, and not one's own. */
async function decidable(ctx: DecidingNow, id: string): Promise<Contact> {
	const contact = await anotherContact(ctx, id);
	if (contact.accountId === null || contact.access === 'none' || contact.access === 'invited') {
		throw new AppError('conflict', m.contacts_never_signed_in({ name: nameOf(contact) }));
	}
	return contact;
}

async function shutOut(
	ctx: DecidingNow,
	contact: Contact,
	values: { access: 'locked' | 'refused'; refusalReason?: string }
): Promise<Decided> {
	const decidedAt = ctx.now();
	await store.update(ctx.db, contact.id, { ...values, decidedAt, decidedBy: ctx.actor.account.id });
	await freeRoles(ctx, contact);
	return noted(ctx, contact, values.access, decidedAt);
}

const ACTS = { active: 'accepted', locked: 'locked', refused: 'refused' } as const;

async function noted(
	ctx: DecidingNow,
	contact: Contact,
	access: keyof typeof ACTS,
	decidedAt: string
): Promise<Decided> {
	const act = `contact.${ACTS[access]}` as const;
	await recordAudit(ctx, act, contact.id, { from: contact.access });
	await enqueue(ctx, act, { contactId: contact.id, decidedAt });
	return standing({ ...contact, access });
}

const standing = ({ firstName, lastName, access }: Contact): Decided => ({ firstName, lastName, access });
