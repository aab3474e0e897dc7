import { SHARE_FIELDS } from '#lib/share-target.ts';
import { device, lapsed } from './store.ts';

/** What another app handed over at once. */
export interface Shared {
	title: string;
	text: string;
	files: File[];
	/** Its words stand in the form already, whose draft keeps them. */
	written?: boolean;
}

/** Whatever is sent here, it stays within what one can have meant to share. */
const MOST = 10;
const MOST_BYTES = 250 * 1024 ** 2;

/** Keeps what came, until it is put into a ticket or forgotten with the account. */
export async function keepShared(form: FormData): Promise<void> {
	const word = (name: string) => {
		const value = form.get(name);
		return typeof value === 'string' ? value.trim() : '';
	};
	const [title, text, url] = [word(SHARE_FIELDS.title), word(SHARE_FIELDS.text), word(SHARE_FIELDS.url)];
	let room = MOST_BYTES;
	const files = form
		.getAll(SHARE_FIELDS.files)
		.filter((file): file is File => typeof file !== 'string' && file.size > 0)
		.slice(0, MOST)
		// What the portal would refuse anyway must not fill the device.
		.filter(({ size }) => (room -= size) >= 0);
	const store = (await device()).transaction('shared', 'readwrite').store;
	const keys = await store.getAllKeys();
	for (const key of keys.slice(0, Math.max(0, keys.length + 1 - MOST))) await store.delete(key);
	await store.put(
		{
			title,
			text: text.includes(url) ? text : [text, url].filter(Boolean).join('\n'),
			files
		} satisfies Shared,
		// In the order they came: see `lapsed`.
		`${Date.now()} ${crypto.randomUUID()}`
	);
	await store.transaction.done;
}

/** What waits to be put into a ticket, the oldest first; what waited too long is forgotten. */
export async function sharedNow(): Promise<{ key: string; shared: Shared }[]> {
	const store = (await device()).transaction('shared', 'readwrite').store;
	const waiting: { key: string; shared: Shared }[] = [];
	await store.delete(lapsed());
	for (const key of await store.getAllKeys()) waiting.push({ key, shared: (await store.get(key)) as Shared });
	await store.transaction.done;
	return waiting;
}

/** The words are in the form: they are not put there again, should the page be loaded anew. */
export async function markWritten(key: string): Promise<void> {
	const store = (await device()).transaction('shared', 'readwrite').store;
	const shared = (await store.get(key)) as Shared | undefined;
	if (shared) await store.put({ ...shared, written: true }, key);
	await store.transaction.done;
}

export async function forgetShared(keys: readonly string[]): Promise<void> {
	const store = (await device()).transaction('shared', 'readwrite').store;
	for (const key of keys) await store.delete(key);
	await store.transaction.done;
}
