import type { Selectable } from 'kysely';
import { m } from '#lib/paraglide/messages.js';
import { referentKey } from '#lib/schemas/item-keys.ts';
import type { ReferentRole } from '#lib/schemas/referent-roles.ts';
import type { AccountIdentity } from '#server/platform/access.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { recordChange, type Origin } from '#server/structures/domain.ts';
import * as referentStore from './referent-store.ts';
import * as store from './store.ts';
import type { ContactTable } from './table.ts';

type Naming = { db: Trx; now(): string; request?: { ip: string }; actor?: { account: AccountIdentity | null } };
type Contact = Selectable<ContactTable>;

/** Whom a role waits for until their access opens. */
const MAY_BE_PLANNED: Contact['access'][] = ['none', 'invited', 'pending'];

/**
 * Gives a role of the structure to one of its contacts: at once to an active one, else from the moment they become
 * active. A structure has one DPO: the one before gives way. `not_found` for a contact of another structure, `conflict`
 * for one who is kept out.
 */
export async function nameReferent(
	ctx: Naming,
	{ structureId, contactId, role }: { structureId: string; contactId: string; role: ReferentRole },
	origin: Origin
): Promise<void> {
	const contact = await store.find(ctx.db, structureId, contactId);
	if (!contact) throw new AppError('not_found', m.errors_not_found());
	if (contact.access === 'active') return takeRole(ctx, contact, role, origin);
	if (!MAY_BE_PLANNED.includes(contact.access))
		throw new AppError('conflict', m.contacts_referent_kept_out({ name: nameOf(contact) }));
	await referentStore.add(ctx.db, 'plannedReferent', rowOf(ctx, contact, role));
	await recordAudit(ctx, 'referent.planned', contact.id, { structureId, role });
}

/** Takes a role, held or planned, from a contact. Nothing happens where there is none. */
export async function vacateRole(
	ctx: Naming,
	{ structureId, contactId, role }: { structureId: string; contactId: string; role: ReferentRole },
	origin: Origin
): Promise<void> {
	const contact = await store.find(ctx.db, structureId, contactId);
	if (!contact) return;
	if (await referentStore.take(ctx.db, 'plannedReferent', contactId, role))
		await recordAudit(ctx, 'referent.unplanned', contactId, { structureId, role });
	if (await referentStore.take(ctx.db, 'referent', contactId, role)) await noteVacated(ctx, contact, role, origin);
}

/** Somebody is active from now on: the roles that awaited them become theirs. A DPO named since then stays. */
export async function takePlannedRoles(ctx: Naming, contact: Contact): Promise<void> {
	for (const { role, sinceAt } of await referentStore.rolesOf(ctx.db, 'plannedReferent', contact.id)) {
		await referentStore.take(ctx.db, 'plannedReferent', contact.id, role);
		const dpo = role === 'dpo' ? await referentStore.dpoOf(ctx.db, contact.structureId) : undefined;
		if (dpo && dpo.sinceAt > sinceAt)
			await recordAudit(ctx, 'referent.unplanned', contact.id, { structureId: contact.structureId, role });
		else await takeRole(ctx, contact, role, { origin: 'access' });
	}
}

/** Somebody is shut out or goes: their roles are free from now on. Returns those they held. */
export async function vacateAllRoles(ctx: Naming, contact: Contact): Promise<ReferentRole[]> {
	const held = await referentStore.rolesOf(ctx.db, 'referent', contact.id);
	const planned = await referentStore.rolesOf(ctx.db, 'plannedReferent', contact.id);
	for (const { role, structureId } of [...held, ...planned])
		await vacateRole(ctx, { structureId, contactId: contact.id, role }, { origin: 'access' });
	return held.map(({ role }) => role);
}

/** Who holds each role of a structure, and who is to once their access opens. */
export async function rolesHeldIn(db: Db | Trx, structureId: string) {
	const of = async (which: referentStore.Which) =>
		(await referentStore.holdersIn(db, which, structureId)).map(({ role, contactId, ...person }) => ({
			role,
			contactId,
			name: nameOf(person),
			email: person.email,
			phone: person.phone,
			planned: which === 'plannedReferent'
		}));
	return [...(await of('referent')), ...(await of('plannedReferent'))];
}

async function takeRole(ctx: Naming, contact: Contact, role: ReferentRole, origin: Origin): Promise<void> {
	const { structureId } = contact;
	const held = await referentStore.rolesOf(ctx.db, 'referent', contact.id);
	if (held.some((one) => one.role === role)) return;
	const dpo = role === 'dpo' ? await referentStore.dpoOf(ctx.db, structureId) : undefined;
	if (dpo) await vacateRole(ctx, { structureId, contactId: dpo.id, role }, origin);
	await referentStore.add(ctx.db, 'referent', rowOf(ctx, contact, role));
	await recordAudit(ctx, 'referent.named', contact.id, { structureId, role });
	const after = { name: nameOf(contact) };
	await recordChange(ctx, structureId, { key: referentKey(role, contact.id), before: null, after }, origin);
}

async function noteVacated(ctx: Naming, contact: Contact, role: ReferentRole, origin: Origin): Promise<void> {
	const { structureId } = contact;
	await recordAudit(ctx, 'referent.vacated', contact.id, { structureId, role });
	const before = { name: nameOf(contact) };
	await recordChange(ctx, structureId, { key: referentKey(role, contact.id), before, after: null }, origin);
}

const rowOf = (ctx: Naming, { id, structureId }: Contact, role: ReferentRole) => ({
	contactId: id,
	role,
	structureId,
	sinceAt: ctx.now(),
	namedBy: ctx.actor?.account?.id ?? null
});

const nameOf = ({ firstName, lastName }: Pick<Contact, 'firstName' | 'lastName'>): string => `${firstName} ${lastName}`;
