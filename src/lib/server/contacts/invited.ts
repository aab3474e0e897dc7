import './table.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import { isOpen } from './inviting.ts';
import * as store from './store.ts';

/** Somebody whose invitation still leads somewhere, and the structure they are invited to; undefined for anybody else. */
export async function invitedContact(db: Db | Trx, contactId: string, now: string) {
	const contact = await store.findById(db, contactId);
	return contact && isOpen(contact, now) ? contact : undefined;
}
