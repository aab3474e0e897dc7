import { tell, type Sent } from './changes.ts';
import { isLeaving, person } from './person.ts';
import { device } from './store.ts';
import { dropWaiting, SENDING, waitingOf, type Refusal, type Waiting, type WaitingFile } from './waiting.ts';

/** Longer than any portal takes; a message whose answer never comes is sent again with the same key. */
const MESSAGE_WITHIN_MS = 60_000;
const FILE_WITHIN_MS = 900_000;
/** Before another try where the portal does not say when. */
const AGAIN_MS = 30_000;

/** `away`: no network, or nobody of the portal answers. */
export type Left = 'nothing' | 'away' | 'later' | 'signed out' | 'busy';

/**
 * Sends what waits on this device, oldest first, one sender at a time whether page or service worker. `later` says that
 * the portal asked for time: `again` milliseconds. `busy`, somebody else is sending: never said where one waits for one's
 * turn.
 */
export function sendWaiting(ifAvailable = true): Promise<{ left: Left; again?: number }> {
	return navigator.locks.request(SENDING, { ifAvailable }, async (held) => {
		if (!held) return { left: 'busy' };
		if (await isLeaving()) return { left: 'signed out' };
		const who = await person();
		if (!who) return { left: 'signed out' };
		const sent: Sent[] = [];
		try {
			const messages = (await waitingOf(who.account)).filter(({ refused, cut }) => !refused && !cut);
			// What was never tried is known not to have arrived: nothing is tried on a dead network.
			if (messages.length > 0 && !(await isThere())) return { left: 'away' };
			for (const message of messages) {
				const now = Date.now();
				if (message.after && message.after > now) return { left: 'later', again: message.after - now };
				const outcome = await send(message);
				if (typeof outcome === 'object') sent.push(outcome);
				else if (outcome === 'later') return { left: 'later', again: (message.after ?? now) - Date.now() };
				else if (outcome !== 'refused') return { left: outcome };
			}
			return { left: 'nothing' };
		} finally {
			if (sent.length > 0) tell({ kind: 'sent', sent });
		}
	});
}

type Outcome = Sent | 'refused' | 'later' | 'away' | 'signed out';

async function send(message: Waiting): Promise<Outcome> {
	const known = message.files.some(({ id }) => id);
	for (const file of message.files) {
		if (file.id) continue;
		const outcome = await put(message, file);
		if (outcome !== 'put') return outcome;
		await save(message);
	}
	// From here on nobody knows, until an answer comes.
	message.unsure = true;
	await save(message);
	const answer = await ask(`/trpc/tickets.${message.kind}`, message.account, MESSAGE_WITHIN_MS, {
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(inputOf(message))
	});
	if (!answer) return 'away';
	const told = (await answer.json().catch(() => null)) as Told | null;
	if (answer.ok && told) {
		await dropWaiting(message.key);
		const number = message.number ?? (told.result?.data as { number: number }).number;
		return { kind: message.kind, structure: message.structure, number };
	}
	const { message: why, data } = told?.error ?? {};
	// Files put long ago are forgotten by the portal: they are still here, but for those the portal alone has had.
	if (answer.status === 422 && data?.fields?.files && known && message.uploads.length === 0) {
		for (const file of message.files) delete file.id;
		return send(message);
	}
	return refusal(message, answer, { why: [why, ...Object.values(data?.fields ?? {})].filter(Boolean).join(' ') });
}

interface Told {
	result?: { data?: unknown };
	error?: { message: string; data?: { fields?: Record<string, string> } };
}

async function put(message: Waiting, file: WaitingFile): Promise<'put' | Exclude<Outcome, Sent>> {
	const answer = await ask('/files', message.account, FILE_WITHIN_MS, {
		headers: {
			'content-type': 'application/octet-stream',
			'x-file-name': encodeURIComponent(file.name.toWellFormed())
		},
		body: file.content
	});
	if (!answer) return 'away';
	const told = (await answer.json().catch(() => null)) as { id?: string; message?: string } | null;
	if (answer.status === 201 && told?.id) {
		file.id = told.id;
		return 'put';
	}
	return refusal(message, answer, { why: told?.message ?? '', file: file.name });
}

/** Now, later, or never as it is: told with its words, which stay. */
async function refusal(
	message: Waiting,
	{ status, headers }: Response,
	why: Refusal
): Promise<'refused' | 'later' | 'signed out'> {
	if (status === 401) return 'signed out';
	if (status === 429 || status >= 500) {
		message.after = Date.now() + (Number(headers.get('retry-after')) * 1000 || AGAIN_MS);
		await save(message);
		return 'later';
	}
	message.refused = status === TOO_BIG ? { ...why, tooBig: true } : why;
	message.unsure = false;
	await save(message);
	return 'refused';
}

async function save(message: Waiting): Promise<void> {
	const db = await device();
	// Somebody may have signed out meanwhile: what is gone does not come back.
	const trx = db.transaction('waiting', 'readwrite');
	if (await trx.store.get(message.key)) await trx.store.put(message, message.key);
	await trx.done;
	tell({ kind: 'waiting' });
}

/** Null where nobody of the portal answers. Says who wrote it: another account's session refuses it. */
async function ask(
	path: string,
	account: string,
	within: number,
	{ headers, body }: Pick<RequestInit, 'body'> & { headers: Record<string, string> }
): Promise<Response | null> {
	try {
		const answer = await fetch(path, {
			method: 'POST',
			redirect: 'error',
			headers: { accept: 'application/json', 'x-account': account, ...headers },
			body: body ?? null,
			signal: AbortSignal.timeout(within)
		});
		// A proxy that lets nothing of that size pass will not do so later either.
		return isFromPortal(answer) || answer.status === TOO_BIG ? answer : null;
	} catch {
		return null;
	}
}

const TOO_BIG = 413;

/** Whether the portal answers at all. */
export const isThere = (): Promise<boolean> =>
	fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(10_000) }).then(
		(answer) => answer.ok && isFromPortal(answer),
		() => false
	);

/** Rather than from a proxy before it, or from a network that wants to be paid first. */
export const isFromPortal = ({ headers }: Pick<Response, 'headers'>): boolean =>
	headers.has('content-security-policy') && headers.get('x-frame-options') === 'DENY';

/** As the procedure takes it. */
export function inputOf({ structure, number, fields, uploads, files, key }: Waiting): Record<string, unknown> {
	const words = Object.entries(fields).flatMap(([name, [value]]) => (value === undefined ? [] : [[name, value]]));
	return {
		...Object.fromEntries(words),
		structure,
		...(number === undefined ? {} : { number }),
		files: [...uploads, ...files.flatMap(({ id }) => id ?? [])],
		requestKey: key
	};
}
