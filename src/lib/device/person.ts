import { tell } from './changes.ts';
import { device, lapsed, STORES } from './store.ts';

/** Who is signed in on this device, as far as a page without a network needs to know. */
export interface Person {
	account: string;
	locale: 'fr' | 'en';
	theme: string;
	timeZone: string;
	/** Where they may see tickets; empty for staff. */
	structures: { id: string; name: string }[];
}

const PERSON = 'person';
/** Whose the rest is, once a session is over. */
const LAST = 'last';
const LEAVING = 'leaving';

/** Nobody, once a session is known to be over: what is kept is then shown to nobody. */
export async function person(): Promise<Person | null> {
	return ((await (await device()).get('fact', PERSON)) as Person | undefined) ?? null;
}

/** Somebody is signed in here: nothing stays of anybody else, nor of structures they may not see any more. */
export async function arrive(now: Person): Promise<void> {
	const trx = (await device()).transaction(STORES, 'readwrite');
	const facts = trx.objectStore('fact');
	const before = (await facts.get(LAST)) as string | undefined;
	if (before && before !== now.account) for (const store of STORES) await trx.objectStore(store).clear();
	const open = new Set(now.structures.map(({ id }) => `${now.account}/${id}/`));
	const seen = trx.objectStore('seen');
	for (const key of await seen.getAllKeys())
		if (![...open].some((beginning) => key.startsWith(beginning))) await seen.delete(key);
	const waiting = trx.objectStore('waiting');
	let changed = false;
	for (const message of await waiting.getAll()) {
		if (message.account !== now.account) {
			await waiting.delete(message.key);
			continue;
		}
		// Not sent, and told to its author, whose words it holds; and sent after all, should the access come back.
		const { cut: before, ...rest } = message;
		const cut = !now.structures.some(({ id }) => id === message.structure);
		if (cut === (before === true)) continue;
		await waiting.put(cut ? { ...rest, cut: true } : rest, message.key);
		changed = true;
	}
	for (const key of await facts.getAllKeys())
		if (key.startsWith('files:') && !key.startsWith(`files:${now.account}:`)) await facts.delete(key);
	await trx.objectStore('shared').delete(lapsed());
	await facts.put(now, PERSON);
	await facts.put(now.account, LAST);
	await trx.done;
	if (changed) tell({ kind: 'waiting' });
}

/**
 * The session is over, for whatever reason: what was read goes. What was written waits, shown to nobody, for its author
 * to sign in again; anybody else who does has it deleted.
 */
export async function depart(): Promise<void> {
	const trx = (await device()).transaction(['fact', 'seen'], 'readwrite');
	await Promise.all([trx.objectStore('fact').delete(PERSON), trx.objectStore('seen').clear(), trx.done]);
}

/** Signs out on this device: nothing of anybody stays but the mark that the portal is still to be told. */
export async function leave(): Promise<void> {
	const trx = (await device()).transaction(STORES, 'readwrite');
	for (const store of STORES) await trx.objectStore(store).clear();
	await trx.objectStore('fact').put(true, LEAVING);
	await trx.done;
	tell({ kind: 'left' });
}

export const isLeaving = async (): Promise<boolean> => (await (await device()).get('fact', LEAVING)) === true;

export const hasLeft = async (): Promise<void> => (await device()).delete('fact', LEAVING);
