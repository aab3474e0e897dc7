import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Seen } from './seen.ts';
import type { Waiting } from './waiting.ts';

/**
 * What this device keeps for one account, read and written by pages and the service worker alike. It is a convenience:
 * the portal knows better, and all of it is forgotten at sign-out, with another account, and when access is cut.
 */
interface DeviceSchema extends DBSchema {
	/** Facts about the device itself, by name. */
	fact: { key: string; value: unknown };
	/** Tickets and lists as they were last seen, to be read without a network. */
	seen: { key: string; value: Seen };
	/** What was written without a network, to be sent once: by the key that makes the portal take it once. */
	waiting: { key: string; value: Waiting };
	/** What another app handed over, until it is put into a ticket. */
	shared: { key: string; value: unknown };
}

export type Device = IDBPDatabase<DeviceSchema>;

const NAME = 'espace-client';
export const STORES = ['fact', 'seen', 'waiting', 'shared'] as const;

let opened: Promise<Device> | undefined;

/** Opens it once. Rejects where a browser keeps nothing: private windows, full or forbidden storage. */
export const device = (): Promise<Device> =>
	(opened ??= openDB<DeviceSchema>(NAME, 1, {
		upgrade(db) {
			for (const store of STORES) db.createObjectStore(store);
		},
		terminated: () => (opened = undefined)
	}).catch((error: unknown) => {
		opened = undefined;
		throw error;
	}));

/** Of what was shared, all that nobody has put into a ticket within a day: it is not wanted any more. */
export const lapsed = (): IDBKeyRange => IDBKeyRange.upperBound(String(Date.now() - 86_400_000));

/** Forgets whatever is kept here of anybody. */
export async function forgetDevice(): Promise<void> {
	const db = await device();
	const trx = db.transaction(STORES, 'readwrite');
	await Promise.all([...STORES.map((store) => trx.objectStore(store).clear()), trx.done]);
}
