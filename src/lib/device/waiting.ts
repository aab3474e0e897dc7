import { draftKey } from '#lib/ui/live/draft-places.ts';
import { tell } from './changes.ts';
import { device } from './store.ts';

/** A file of a message. Its content stays until the message has left, so that it can be put again. */
export interface WaitingFile {
	name: string;
	size: number;
	content: Blob;
	/** Of the file the portal has received, so that another try does not put it twice. */
	id?: string;
}

/** A message on its way: a ticket to be opened, or an answer to one. */
export interface Waiting {
	/** Sent with it, so that the portal takes it once however often it is sent. */
	key: string;
	account: string;
	structure: string;
	kind: 'open' | 'answer';
	/** Of the ticket it answers. */
	number?: number;
	/** As a form names and sends them. */
	fields: Record<string, string[]>;
	/** Files the portal had before the message was kept. */
	uploads: string[];
	files: WaitingFile[];
	writtenAt: string;
	/** It was sent and nobody knows whether it arrived. */
	unsure: boolean;
	/** The portal will not have it as it is. */
	refused?: Refusal;
	/** Its author may not write there any more. */
	cut?: true;
	/** Refused, it was taken back, and its form has not had its words yet: there may be none any more. */
	back?: true;
	/** Not before this moment, in milliseconds. */
	after?: number;
}

export interface Refusal {
	/** In the author's language; empty where the answer said nothing, as that of a proxy. */
	why: string;
	/** Of the file that was refused. */
	file?: string;
	/** Whatever stands before the portal lets nothing of that size pass. */
	tooBig?: true;
}

/** Whoever sends, or takes back, holds it: never two at a time, in whichever page. */
export const SENDING = 'waiting';

export async function keepWaiting(message: Waiting): Promise<void> {
	await (await device()).put('waiting', message, message.key);
	tell({ kind: 'waiting' });
}

/** Of forms that hold what another app shared, what forgets it there: once the message waits, it has all of it. */
export const takenOver = new WeakMap<HTMLFormElement, () => Promise<void>>();

export async function waitingOf(account: string): Promise<Waiting[]> {
	const all = await (await device()).getAll('waiting');
	return all
		.filter((message) => message.account === account)
		.sort((one, other) => (one.writtenAt < other.writtenAt ? -1 : 1));
}

/** It has arrived, or is not wanted any more. */
export async function dropWaiting(key: string): Promise<void> {
	await (await device()).delete('waiting', key);
	tell({ kind: 'waiting' });
}

/** Under which a message is kept as a draft: the same as in the form it was written in. */
export const draftOf = ({ structure, number, fields }: Pick<Waiting, 'structure' | 'number' | 'fields'>): string =>
	number === undefined ? [structure, 'new', ...(fields.follows ?? [])].join(':') : `${structure}:${number}:answer`;

/** The page with the form it was written in. */
export function formOf({ structure, number, fields }: Pick<Waiting, 'structure' | 'number' | 'fields'>): string {
	const tickets = `/s/${structure}/tickets`;
	if (number !== undefined) return `${tickets}/${number}#answer`;
	const [follows] = fields.follows ?? [];
	return `${tickets}/new${follows ? `?follows=${encodeURIComponent(follows)}` : ''}`;
}

/** `sending`: it is just leaving. `occupied`: another text is being written in its form. */
export type TakenBack = 'taken' | 'gone' | 'sending' | 'occupied';

/** Before it leaves, gives it up, or puts its words and files back into the form they were written in. */
export function takeBack(key: string, into: 'form' | 'nowhere'): Promise<TakenBack> {
	return navigator.locks.request(SENDING, { ifAvailable: true }, async (held) => {
		if (!held) return 'sending';
		const db = await device();
		const message = await db.get('waiting', key);
		if (!message) return 'gone';
		if (into === 'form') {
			const draft = draftKey(message.account, draftOf(message));
			if (localStorage.getItem(draft)) return 'occupied';
			localStorage.setItem(draft, JSON.stringify({ at: Date.now(), fields: message.fields }));
			const files = message.files.map(({ name, content }) => new File([content], name, { type: content.type }));
			if (files.length > 0) await db.put('fact', files, filesKey(message.account, draftOf(message)));
			// It leaves no more: its words stay to be read until they stand where they can be sent.
			if (message.refused) {
				await keepWaiting({ ...message, back: true });
				return 'taken';
			}
		}
		await dropWaiting(key);
		return 'taken';
	});
}

const filesKey = (account: string, draft: string): string => `files:${account}:${draft}`;

/**
 * Hands the files of a message that was taken back to its form, once; they are kept until `into` says that it has them.
 * Its words are there, as the form's draft.
 */
export async function returnFiles(
	account: string,
	draft: string,
	into: (files: File[]) => Promise<boolean>
): Promise<void> {
	for (const message of await waitingOf(account))
		if (message.back && draftOf(message) === draft) await dropWaiting(message.key);
	const db = await device();
	const files = (await db.get('fact', filesKey(account, draft))) as File[] | undefined;
	if (!files) return;
	if (await into(files)) await db.delete('fact', filesKey(account, draft));
}
