import type { FetchMessageObject, ImapFlow, MailboxObject } from 'imapflow';
import type { Base } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import { cursorOf, moveCursor } from './cursor.ts';
import { mailboxOf, type Mailbox } from './mailbox.ts';
import { receive, recordUnread } from './receive.ts';

export interface Reader {
	/** Finishes the mail under way and lets go of the mailbox. */
	stop(): Promise<void>;
}

/** Without word from the server it is asked again after this; one that cannot tell by itself is asked this often. */
const POLL_MS = 60_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;
/** No mail server passes more on; a bigger one is told by its head. */
const LARGEST = 60 * 1024 * 1024;
const AT_ONCE = 50;

/**
 * Reads the mailbox of the settings for as long as the portal runs: each mail in its order, marked as taken only once it
 * is written down. A lost connection is made again, later and later while that fails.
 */
export function startReader(base: Base, address: string): Reader {
	const mailbox = mailboxOf(address);
	const bell = alarm();
	/** Rung once, to stop: a connection that breaks while another is being waited for must not shorten the wait. */
	const end = alarm();
	let stopped = false;
	let client: ImapFlow | null = null;

	const running = (async () => {
		let pause = FIRST_PAUSE_MS;
		while (!stopped) {
			const connection = await connectionTo(mailbox, bell.ring);
			client = connection;
			try {
				await connection.connect();
				await watch(connection, mailbox, () => {
					pause = FIRST_PAUSE_MS;
				});
			} catch (error) {
				// An address or a text of the server may name people: only what kind of failure it was is told.
				if (!stopped) base.log.warn({ code: codeOf(error), retryIn: pause / 1000 }, 'mailbox not read');
			}
			connection.close();
			if (stopped) break;
			await end.wait(pause);
			pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
		}
	})();

	/** Takes in what there is, then waits for more, until the connection is lost. */
	async function watch(connection: ImapFlow, { folder, processed }: Mailbox, worked: () => void): Promise<void> {
		await connection.mailboxOpen(folder);
		if (processed) await connection.mailboxCreate(processed).catch(() => {});
		base.log.info('mailbox open');
		while (!stopped && connection.usable) {
			while ((await takeIn(connection, processed)) && !stopped);
			worked();
			if (!stopped && connection.usable) await bell.wait(POLL_MS);
		}
	}

	/** Says whether there may be more at once. Mails nobody can mark as read, met again, are not. */
	async function takeIn(connection: ImapFlow, processed: string | null): Promise<boolean> {
		const { uidValidity, uidNext } = connection.mailbox as MailboxObject;
		const cursor = await cursorOf(base, String(uidValidity));
		const wanted = cursor === null ? { seen: false } : { or: [{ seen: false }, { uid: `${cursor + 1}:*` }] };
		const found = (await connection.search({ ...wanted, deleted: false }, { uid: true })) || [];
		const uids = found.sort((a, b) => a - b).slice(0, AT_ONCE);
		let fresh = 0;
		for (const uid of uids) {
			if (stopped) return false;
			if ((await takeOne(connection, uid, processed)) !== 'again') fresh++;
		}
		const last = found.length > uids.length ? uids.at(-1)! : Math.max(uidNext - 1, ...uids);
		if (cursor === null || last > cursor) await moveCursor(base, String(uidValidity), last);
		return uids.length === AT_ONCE && fresh > 0;
	}

	async function takeOne(connection: ImapFlow, uid: number, processed: string | null): Promise<string> {
		const at = { uid: true };
		const head = await connection.fetchOne(uid, { size: true, headers: true }, at);
		if (!head) return 'again';
		const size = head.size ?? 0;
		const whole = size > LARGEST ? null : await connection.fetchOne(uid, { source: true }, at);
		const state = await taken(head, whole || null, size);
		await connection.messageFlagsAdd(uid, ['\\Seen'], at);
		if (processed) await connection.messageMove(uid, processed, at);
		base.log.info({ state }, 'mail taken in');
		return state;
	}

	/** A mail that makes the portal stumble waits for staff: the next ones must come through. */
	async function taken(head: FetchMessageObject, whole: FetchMessageObject | null, size: number): Promise<string> {
		if (!whole?.source) return recordUnread(base, head.headers ?? Buffer.alloc(0), 'too_big', size);
		try {
			return await receive(base, whole.source);
		} catch (error) {
			if (error instanceof AppError) throw error;
			base.log.error({ err: error }, 'mail not taken in');
			return recordUnread(base, whole.source, 'unreadable');
		}
	}

	return {
		async stop() {
			stopped = true;
			bell.ring();
			end.ring();
			// What waits on the network must not keep the portal from stopping.
			const late = setTimeout(() => client?.close(), 3_000);
			await running;
			clearTimeout(late);
		}
	};
}

async function connectionTo(
	{ folder: _folder, processed: _processed, ...where }: Mailbox,
	ring: () => void
): Promise<ImapFlow> {
	// Only a portal that reads a mailbox pays for it.
	const { ImapFlow } = await import('imapflow');
	const connection = new ImapFlow({ ...where, logger: false, maxIdleTime: 300_000, autoIdleDelay: 200 });
	connection.on('exists', ring);
	connection.on('close', ring);
	connection.on('error', ring);
	return connection;
}

/** Something to wait for, at most so long. Rung meanwhile, the next wait is over at once. */
function alarm() {
	let rung = false;
	let wake = () => {};
	return {
		ring() {
			rung = true;
			wake();
		},
		async wait(milliseconds: number): Promise<void> {
			if (!rung)
				await new Promise<void>((resolve) => {
					const timer = setTimeout(resolve, milliseconds);
					wake = () => {
						clearTimeout(timer);
						resolve();
					};
				});
			rung = false;
		}
	};
}

const codeOf = (error: unknown): unknown => {
	const { authenticationFailed, code, responseStatus } = error as {
		authenticationFailed?: boolean;
		code?: unknown;
		responseStatus?: unknown;
	};
	return authenticationFailed ? 'AUTHENTICATIONFAILED' : (code ?? responseStatus ?? 'unknown');
};
