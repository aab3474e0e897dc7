import { m } from '#lib/paraglide/messages.js';
import { sendFile, type WaitingFile } from './send-file.ts';

export interface Item {
	key: number;
	name: string;
	size: number;
	/** `checking`: all sent, being looked at. `refused` is for good, `broken` for now. */
	state: 'waiting' | 'sending' | 'checking' | 'ready' | 'refused' | 'broken';
	/** How much of it was sent, from 0 to 1. */
	part: number;
	id?: string;
	reason?: string;
	/** It could not leave for want of a network. */
	away?: boolean;
	/** Address of the picture within this page. */
	picture?: string;
}

export interface FileLimits {
	count: number;
	bytes: number;
}

/**
 * The files of one message: sent one after the other as soon as they are chosen, so that the message need not wait. With
 * `later` they stay here until their message leaves with them.
 */
export function fileQueue(limits: () => FileLimits, before: readonly WaitingFile[], later = false) {
	let keys = 0;
	const items = $state<Item[]>(
		before.map(({ id, name, size }) => ({ key: keys++, id, name, size, state: 'ready', part: 1 }))
	);
	/** The last thing that happened, to be read aloud. */
	let said = $state('');
	// Kept apart: neither may be looked into.
	const files: Record<number, File> = {};
	let sending: { key: number; stop(): void } | null = null;

	const at = (key: number) => items.find((item) => item.key === key);
	const kept = () => items.filter(({ state }) => state !== 'refused').length;

	function add(chosen: Iterable<File>) {
		const { count, bytes } = limits();
		for (const file of chosen) {
			const key = keys++;
			const reason =
				kept() >= count
					? m.files_too_many({ count })
					: file.size > bytes
						? m.files_too_big({ count: Math.floor(bytes / 1024 ** 2) })
						: file.size === 0
							? m.files_empty()
							: undefined;
			const shows = /^image\/(png|jpeg|webp|gif|avif)$/.test(file.type) && !reason;
			items.push({
				key,
				name: file.name,
				size: file.size,
				state: reason ? 'refused' : later ? 'ready' : 'waiting',
				part: 0,
				...(reason ? { reason } : {}),
				...(shows ? { picture: URL.createObjectURL(file) } : {})
			});
			if (reason) said = m.files_said_refused({ name: file.name, reason });
			else files[key] = file;
		}
		void next();
	}

	async function next(): Promise<void> {
		const item = items.find(({ state }) => state === 'waiting');
		if (sending || !item) return;
		const { key, name } = item;
		item.state = 'sending';
		const { sent, stop } = sendFile(files[key]!, (part) => {
			const now = at(key);
			if (now?.state === 'sending') Object.assign(now, { part, state: part === 1 ? 'checking' : 'sending' });
		});
		sending = { key, stop };
		const answer = await sent;
		sending = null;
		const now = at(key);
		if (!now) {
			// Taken out just as it had arrived.
			if ('file' in answer) void forget(answer.file.id);
		} else if ('file' in answer) {
			Object.assign(now, { id: answer.file.id, name: answer.file.name, size: answer.file.size, state: 'ready' });
			said = m.files_said_added({ name: answer.file.name });
		} else {
			const reason = 'refused' in answer ? answer.refused : answer.broken;
			const away = 'away' in answer;
			Object.assign(now, { state: 'refused' in answer ? 'refused' : 'broken', reason, part: 0, away });
			said = m.files_said_refused({ name, reason });
		}
		void next();
	}

	function remove(key: number) {
		const item = at(key);
		if (!item) return;
		items.splice(items.indexOf(item), 1);
		if (sending?.key === key) sending.stop();
		if (item.id) void forget(item.id);
		release(item);
		said = m.files_said_removed({ name: item.name });
	}

	function retry(key: number) {
		const item = at(key);
		if (item) Object.assign(item, { state: 'waiting', reason: undefined, part: 0 });
		void next();
	}

	/** Once the message has left, its files are no longer ours. */
	function empty() {
		sending?.stop();
		items.forEach(release);
		items.length = 0;
		said = '';
	}

	function release({ key, picture }: Item) {
		delete files[key];
		if (picture) URL.revokeObjectURL(picture);
	}

	return {
		items,
		get said() {
			return said;
		},
		/** How many have arrived. */
		get sent() {
			return items.filter(({ state }) => state === 'ready').length;
		},
		get busy() {
			return items.some(({ state }) => state === 'waiting' || state === 'sending' || state === 'checking');
		},
		get broken() {
			return items.some(({ state }) => state === 'broken');
		},
		/** Nothing but the network keeps files from leaving. */
		get away() {
			return items.every(({ state, away }) => state !== 'broken' || away);
		},
		/** What is here of the files of the message, and what the portal has of them. */
		get contents(): { file: File | null; id: string | null }[] {
			return items
				.filter(({ state }) => state !== 'refused')
				.map(({ key, id }) => ({ file: files[key] ?? null, id: id ?? null }));
		},
		add,
		remove,
		retry,
		empty
	};
}

export type FileQueue = ReturnType<typeof fileQueue>;

/** A courtesy: what is not taken back is forgotten within a day. */
async function forget(id: string): Promise<void> {
	await import('#lib/trpc.ts').then(({ client }) => client.files.discard.mutate({ id })).catch(() => {});
}
