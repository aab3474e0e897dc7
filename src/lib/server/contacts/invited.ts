import './table.ts';
import type { Base } from '#server/platform/context.ts';
import { limitsOf } from '#server/platform/stored-limits.ts';
import { isOpen } from './inviting.ts';
import * as store from './store.ts';

/** Somebody whose invitation still leads somewhere, and the structure they are invited to; undefined for anybody else. */
export async function invitedContact(ctx: Base, contactId: string) {
	const contact = await store.findById(ctx.db, contactId);
	return contact && isOpen(contact, await limitsOf(ctx), ctx.now()) ? contact : undefined;
}
