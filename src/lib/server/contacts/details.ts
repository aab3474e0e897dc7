import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { addContactInput, editContactInput } from '#lib/schemas/contacts.ts';
import { recordAudit } from '#server/audit/domain.ts';
import { transact } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { contactOf, nameOf, type Deciding, type DecidingNow } from './deciding.ts';
import { sendInvitation } from './inviting.ts';
import { searchTextOf } from './search-text.ts';
import * as listed from './listed-store.ts';
import * as store from './store.ts';

/** Adds somebody to the list of a structure, and invites them where asked. Sent again with the same key, it is the same contact. */
export function addContact(
	ctx: Deciding,
	{ invite, requestKey, ...typed }: z.output<typeof addContactInput>
): Promise<{ id: string; firstName: string; lastName: string; invited: boolean }> {
	return transact(ctx, async (ctx) => {
		const { structureId } = ctx.actor;
		const person = { ...detailsOf(typed), email: typed.email };
		const { firstName, lastName } = person;
		const known = await store.findById(ctx.db, requestKey);
		if (known?.structureId === structureId)
			return { id: known.id, firstName, lastName, invited: known.access === 'invited' };
		await refuseTakenAddress(ctx, person.email, null);
		const now = ctx.now();
		// The key is the contact's: a key somebody else's contact has is another.
		const id = known ? newId() : requestKey;
		await store.insert(ctx.db, {
			...person,
			id,
			structureId,
			searchText: searchTextOf(person),
			access: 'none',
			role: 'user',
			functionCheckedAt: person.function ? now : null,
			refusalReason: '',
			createdAt: now
		});
		await listed.forgetRemoval(ctx.db, structureId, person.email);
		await recordAudit(ctx, 'contact.added', id, { structureId });
		if (invite) await sendInvitation(ctx, await contactOf(ctx, id));
		return { id, firstName, lastName, invited: invite };
	});
}

/** Changes what is written of a contact. Their address stays once they have a login: it is theirs. */
export function editContact(
	ctx: Deciding,
	{ contact: id, email, ...typed }: z.output<typeof editContactInput>
): Promise<{ firstName: string; lastName: string }> {
	return transact(ctx, async (ctx) => {
		const contact = await contactOf(ctx, id);
		const details = detailsOf(typed);
		const moved = email !== undefined && email !== contact.email;
		if (moved && contact.accountId !== null)
			throw new AppError('conflict', m.errors_invalid(), {
				fields: { email: m.contacts_email_is_theirs({ name: nameOf(contact) }) }
			});
		if (moved && contact.access === 'invited')
			throw new AppError('conflict', m.errors_invalid(), { fields: { email: m.contacts_email_invited() } });
		if (moved) {
			await refuseTakenAddress(ctx, email, contact.id);
			await listed.useUpInvitations(ctx.db, contact.id, ctx.now());
		}
		const person = { ...details, email: email ?? contact.email };
		const rewritten = details.function !== contact.function;
		await store.update(ctx.db, contact.id, {
			...person,
			searchText: searchTextOf(person),
			...(rewritten ? { functionCheckedAt: details.function ? ctx.now() : null } : {})
		});
		await recordAudit(ctx, 'contact.edited', contact.id, { structureId: contact.structureId });
		return { firstName: person.firstName, lastName: person.lastName };
	});
}

/** Says that a function is still right: it is offered for review again in a year. */
export function confirmFunction(ctx: Deciding, { contact: id }: { contact: string }) {
	return transact(ctx, async (ctx) => {
		const { firstName, lastName, structureId } = await contactOf(ctx, id);
		await store.update(ctx.db, id, { functionCheckedAt: ctx.now() });
		await recordAudit(ctx, 'contact.function_confirmed', id, { structureId });
		return { firstName, lastName };
	});
}

/** Named one by one: what else a call holds is not written. */
const detailsOf = ({
	civility,
	firstName,
	lastName,
	phone,
	function: jobFunction
}: Omit<z.output<typeof editContactInput>, 'contact'>) => ({
	civility,
	firstName,
	lastName,
	phone,
	function: jobFunction
});

async function refuseTakenAddress(ctx: DecidingNow, email: string, except: string | null): Promise<void> {
	const taken = await listed.findListed(ctx.db, ctx.actor.structureId, email);
	if (taken && taken.id !== except)
		throw new AppError('conflict', m.errors_invalid(), {
			fields: { email: m.contacts_email_listed({ name: nameOf(taken) }) }
		});
}
