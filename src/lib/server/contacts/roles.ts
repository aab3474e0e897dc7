import { m } from '#lib/paraglide/messages.js';
import { recordAudit } from '#server/audit/domain.ts';
import { transact } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { enqueue } from '#server/platform/outbox.ts';
import {
	anotherContact,
	keepOneAdministrator,
	nameOf,
	type Contact,
	type Deciding,
	type DecidingNow
} from './deciding.ts';
import * as store from './store.ts';
import type { ContactTable } from './table.ts';

/** Who was given another role, and which. */
export type Appointed = Pick<Contact, 'firstName' | 'lastName' | 'role'>;

/** Makes an active contact an administrator. Nothing happens to somebody who is one. */
export const makeAdministrator = (ctx: Deciding, { contact: id }: { contact: string }): Promise<Appointed> =>
	give(ctx, id, 'administrator', async (_, contact) => {
		if (contact.access !== 'active') throw new AppError('conflict', m.contacts_not_open({ name: nameOf(contact) }));
	});

/** Takes the administrator's role from a contact, who stays a user; never from the last one, nor from oneself. */
export const makeUser = (ctx: Deciding, { contact: id }: { contact: string }): Promise<Appointed> =>
	give(ctx, id, 'user', keepOneAdministrator);

function give(
	ctx: Deciding,
	id: string,
	role: ContactTable['role'],
	check: (ctx: DecidingNow, contact: Contact) => Promise<void>
): Promise<Appointed> {
	return transact(ctx, async (ctx) => {
		const contact = await anotherContact(ctx, id);
		const { firstName, lastName } = contact;
		if (contact.role === role) return { firstName, lastName, role };
		await check(ctx, contact);
		const act = role === 'administrator' ? 'contact.made_administrator' : 'contact.made_user';
		await store.update(ctx.db, contact.id, { role });
		await recordAudit(ctx, act, contact.id, { structureId: contact.structureId });
		await enqueue(ctx, act, { contactId: contact.id });
		return { firstName, lastName, role };
	});
}
