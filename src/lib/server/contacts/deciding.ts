import type { Selectable } from 'kysely';
import { m } from '#lib/paraglide/messages.js';
import type { Ctx } from '#server/platform/context.ts';
import type { Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { referentRoleNames } from './referent-names.ts';
import * as referentStore from './referent-store.ts';
import * as store from './store.ts';
import type { ContactTable } from './table.ts';

export type Deciding = Ctx<'administratorOrStaff'>;
export type DecidingNow = Deciding & { db: Trx };
export type Contact = Selectable<ContactTable>;

export const nameOf = ({ firstName, lastName }: Pick<Contact, 'firstName' | 'lastName'>): string =>
	`${firstName} ${lastName}`;

/** Somebody listed, by the import or by hand, who has not shown yet that the address is theirs and that they wish to come. */
export const neverCame = ({ accountId, access }: Pick<Contact, 'accountId' | 'access'>): boolean =>
	accountId === null || access === 'none' || access === 'invited';

/** A contact of the structure in which one decides; `not_found` for any other. */
export async function contactOf(ctx: DecidingNow | Deciding, id: string): Promise<Contact> {
	const contact = await store.find(ctx.db, ctx.actor.structureId, id);
	if (!contact) throw new AppError('not_found', m.errors_not_found());
	return contact;
}

/** The same, and not one's own: nobody decides on themselves. */
export async function anotherContact(ctx: DecidingNow, id: string): Promise<Contact> {
	const contact = await contactOf(ctx, id);
	if (contact.accountId === ctx.actor.account.id) throw new AppError('conflict', m.contacts_own_access());
	return contact;
}

/**
 * A structure keeps one active administrator: counted in the transaction that would take one away, so that two who act on
 * each other at once cannot both succeed.
 */
export async function keepOneAdministrator({ db }: DecidingNow, contact: Contact): Promise<void> {
	if (contact.access !== 'active' || contact.role !== 'administrator') return;
	if ((await store.countActiveAdministrators(db, contact.structureId)) < 2)
		throw new AppError('conflict', m.contacts_last_administrator({ name: nameOf(contact) }));
}

/** Whoever shuts out a referent is asked first: `conflict` names the roles that would be free, unless `vacate` says they may. */
export async function askBeforeVacating({ db }: DecidingNow, contact: Contact, vacate: boolean): Promise<void> {
	const held = await referentStore.rolesOf(db, 'referent', contact.id);
	if (vacate || held.length === 0) return;
	const roles = referentRoleNames(held.map(({ role }) => role));
	throw new AppError('conflict', m.contacts_is_referent({ name: nameOf(contact), roles }));
}
