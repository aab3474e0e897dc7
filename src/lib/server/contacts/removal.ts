import { recordAudit } from '#server/audit/domain.ts';
import { transact } from '#server/platform/db.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { anotherContact, askBeforeVacating, keepOneAdministrator, type Contact, type Deciding } from './deciding.ts';
import * as listed from './listed-store.ts';
import { freeRoles } from './vacating.ts';

declare module '#server/platform/outbox.ts' {
	interface Events {
		'contact.removed': { structureId: string; accountId: string };
	}
}

/**
 * Takes somebody off the list of a structure: nothing of it is theirs from their next request on. Past tickets keep who
 * wrote them; an import does not bring them back.
 */
export function removeContact(
	ctx: Deciding,
	{ contact: id, vacate }: { contact: string; vacate: boolean }
): Promise<Pick<Contact, 'firstName' | 'lastName'>> {
	return transact(ctx, async (ctx) => {
		const contact = await anotherContact(ctx, id);
		const { structureId, accountId, firstName, lastName } = contact;
		await keepOneAdministrator(ctx, contact);
		await askBeforeVacating(ctx, contact, vacate);
		await freeRoles(ctx, contact);
		await listed.remove(ctx.db, contact, { at: ctx.now(), by: ctx.actor.account.id });
		await recordAudit(ctx, 'contact.removed', id, { structureId, from: contact.access });
		// Whoever was shut out before has been told already.
		if (accountId && (contact.access === 'active' || contact.access === 'pending'))
			await enqueue(ctx, 'contact.removed', { structureId, accountId });
		return { firstName, lastName };
	});
}
