import { m } from '#lib/paraglide/messages.js';
import { recordAudit } from '#server/audit/domain.ts';
import { transact } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { limitsOf } from '#server/platform/stored-limits.ts';
import {
	anotherContact,
	askBeforeVacating,
	keepOneAdministrator,
	nameOf,
	neverCame,
	type Contact,
	type Deciding,
	type DecidingNow
} from './deciding.ts';
import { isOpen, sendInvitation } from './inviting.ts';
import { letIn } from './letting-in.ts';
import { freeRoles } from './vacating.ts';
import * as store from './store.ts';

/** Who was decided upon, and how they stand now. */
export type Decided = Pick<Contact, 'firstName' | 'lastName' | 'access'>;

/**
 * Lets a contact in who waits, was locked or was refused. Whoever never came is invited instead: their address is proved
 * by nothing yet, and their access opens with their first password. Nothing happens to someone already in, nor to
 * someone whose invitation still leads somewhere.
 */
export function openPadlock(ctx: Deciding, { contact: id }: { contact: string }): Promise<Decided> {
	return transact(ctx, async (ctx) => {
		const contact = await anotherContact(ctx, id);
		if (contact.access === 'active') return standing(contact);
		if (neverCame(contact)) {
			if (!isOpen(contact, await limitsOf(ctx), ctx.now())) await sendInvitation(ctx, contact);
			return standing({ ...contact, access: 'invited' });
		}
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
		const contact = await anotherContact(ctx, id);
		if (contact.access === 'locked') return standing(contact);
		if (neverCame(contact)) throw new AppError('conflict', m.contacts_never_signed_in({ name: nameOf(contact) }));
		if (contact.access !== 'active') throw new AppError('conflict', m.contacts_not_open({ name: nameOf(contact) }));
		await keepOneAdministrator(ctx, contact);
		await askBeforeVacating(ctx, contact, vacate);
		return shutOut(ctx, contact, { access: 'locked' });
	});
}

/**
 * Turns down a contact who waits, or who never came and would find a way in by their address. They are told the reason:
 * by mail, or, where they never came, once they do. They asked for nothing, and nobody has proved the address theirs:
 * until then what an administrator wrote of them is sent to nobody.
 */
export function refuseContact(
	ctx: Deciding,
	{ contact: id, reason }: { contact: string; reason: string }
): Promise<Decided & { told: boolean }> {
	return transact(ctx, async (ctx) => {
		const contact = await anotherContact(ctx, id);
		const waits = contact.access === 'pending' || (contact.access === 'none' && neverCame(contact));
		if (!waits) throw new AppError('conflict', m.contacts_not_waiting({ name: nameOf(contact) }));
		const refused = await shutOut(ctx, contact, { access: 'refused', refusalReason: reason });
		return { ...refused, told: !neverCame(contact) };
	});
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
	if (!neverCame(contact)) await enqueue(ctx, act, { contactId: contact.id, decidedAt });
	return standing({ ...contact, access });
}

const standing = ({ firstName, lastName, access }: Contact): Decided => ({ firstName, lastName, access });
