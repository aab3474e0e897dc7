import type { ReferentRole } from '#lib/schemas/referent-roles.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { nameOf, type Contact, type DecidingNow } from './deciding.ts';
import { vacateAllRoles } from './referents.ts';

declare module '#server/platform/outbox.ts' {
	interface Events {
		/** Somebody held roles for their structure and was shut out, or went. */
		'referent.vacated': { structureId: string; name: string; roles: ReferentRole[] };
	}
}

/** Frees the roles of somebody who is shut out, and tells staff: who gets the invoices now? */
export async function freeRoles(ctx: DecidingNow, contact: Contact): Promise<void> {
	const roles = await vacateAllRoles(ctx, contact);
	if (roles.length > 0)
		await enqueue(ctx, 'referent.vacated', { structureId: contact.structureId, name: nameOf(contact), roles });
}
