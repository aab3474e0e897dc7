import type { Updateable } from 'kysely';
import type { Base } from './context.ts';
import { insist, type Database } from './db.ts';
import { after } from './limits.ts';
import { signedMessageId } from './mail-signature.ts';
import { toMessage, Unreachable, type MailContent, type PostOffice } from './mail.ts';
import type { Delivery, EventKind, MailKind, Recipient } from './outbox.ts';

/**
 * Seconds before the next try of a mail that was put off: 1 min, 5 min, 15 min, 1 h, then every 4 h; given up after about
 * two days. A server that cannot be reached uses up none of them.
 */
export const PAUSES = [60, 300, 900, 3600, ...Array<number>(11).fill(14_400)];

export interface DueMail {
	id: string;
	outboxId: string;
	kind: string;
	payload: string;
	messageId: string;
	attempts: number;
	recipient: string;
	bulk: number;
	event: string;
}

type Values = Updateable<Database['mail']>;
/** Writes down what became of a mail; it is written once this has come to its end. */
type NoteDown = (id: string, values: Values) => Promise<void>;

/**
 * Several mails under way at a time are noted together: while one note is committed, the next ones gather. Nothing waits
 * longer for it, and what has left is noted sooner than one after the other.
 */
export function notingTogether(ctx: Base): NoteDown {
	let gathered: { id: string; values: Values; done: PromiseWithResolvers<void> }[] = [];
	let writing = false;

	async function write() {
		writing = true;
		while (gathered.length > 0) {
			const together = gathered;
			gathered = [];
			try {
				await insist(ctx, async ({ db }) => {
					for (const { id, values } of together)
						await db.updateTable('mail').set(values).where('id', '=', id).execute();
				});
				for (const { done } of together) done.resolve();
			} catch (error) {
				for (const { done } of together) done.reject(error);
			}
		}
		writing = false;
	}

	return (id, values) => {
		const done = Promise.withResolvers<void>();
		gathered.push({ id, values, done });
		if (!writing) void write();
		return done.promise;
	};
}

/**
 * Mails that left through a post office while the note of it could not be written, as on a full disk. They must not leave
 * again: nothing else does before that is written.
 */
const unnoted = new WeakMap<PostOffice, Map<string, Values>>();

/** Writes down what left before and could not be noted then. Throws where it still cannot be: nothing may leave now. */
export async function noteWhatLeft(ctx: Base, post: PostOffice): Promise<void> {
	const left = unnoted.get(post);
	if (!left || left.size === 0) return;
	const notes = [...left];
	await insist(ctx, async ({ db }) => {
		for (const [id, values] of notes) await db.updateTable('mail').set(values).where('id', '=', id).execute();
	});
	for (const [id] of notes) left.delete(id);
}

/** What became of one try. Null where it was put off, or not needed any more; what was said where the server was not reached. */
type Outcome = 'sent' | 'failed' | 'lost' | { unreachable: string } | null;

/**
 * One try at one mail. The same Message-ID at every try: where the answer to a try was lost, the receiving side can
 * still tell that it is one mail.
 */
export async function deliver(ctx: Base, delivery: Delivery, mail: DueMail, noteDown: NoteDown): Promise<Outcome> {
	const { kinds, news, post, sender } = delivery;
	let moved: Values = {};
	const note = (values: Values) => noteDown(mail.id, { ...moved, ...values, attempts: mail.attempts + 1 });
	let content: MailContent | null;
	try {
		const kind = kinds[mail.kind as EventKind] as MailKind<unknown>;
		const event = JSON.parse(mail.event) as unknown;
		const addressed = await addressedNow(ctx, delivery, mail);
		const wanted =
			addressed &&
			(!news || (await news.wants(ctx, { id: mail.outboxId, kind: mail.kind, payload: event }, addressed.recipient)));
		content = wanted ? await kind.compose(ctx, event, addressed.recipient) : null;
		if (addressed && content) {
			const { recipient, messageId } = addressed;
			moved = addressed.moved;
			await post.send(
				toMessage(content, await sender(ctx.db), recipient, {
					id: messageId,
					origin: ctx.settings.origin,
					at: ctx.now(),
					...(news?.isChosen(mail.kind)
						? { preferences: `${ctx.settings.origin}/account/notifications/preferences` }
						: {})
				}),
				mail.bulk === 1
			);
		}
	} catch (error) {
		// It stays due, first in its queue, and its tries are kept for when there is somebody to refuse it.
		if (error instanceof Unreachable) {
			const lastError = short(error);
			await noteDown(mail.id, { lastError });
			return { unreachable: lastError };
		}
		const wait = isFinal(error) ? undefined : PAUSES[mail.attempts];
		ctx.log.warn(
			{ mail: mail.id, kind: mail.kind, attempts: mail.attempts + 1, retryIn: wait ?? null, code: codeOf(error) },
			'mail not sent'
		);
		const now = ctx.now();
		if (wait === undefined) await note({ failedAt: now, settledAt: now, lastError: short(error) });
		else await note({ dueAt: after(now, wait), lastError: short(error) });
		if (wait === undefined) return 'failed';
		return isLineLost(error) ? 'lost' : null;
	}
	// It has left: whatever happens to this note, it must not count as a try that failed.
	const now = ctx.now();
	const values = content ? { sentAt: now, settledAt: now, subject: content.subject } : { settledAt: now };
	try {
		await note(values);
	} catch (error) {
		const left = unnoted.get(post) ?? new Map<string, Values>();
		unnoted.set(post, left.set(mail.id, { ...moved, ...values, attempts: mail.attempts + 1 }));
		throw error;
	}
	return content ? 'sent' : null;
}

/**
 * Whom a mail is for when it leaves: somebody whose login has another address since is written to there, under a
 * Message-ID signed for it. Null where they are told there already. What has left is noted by whoever sends it.
 */
async function addressedNow(ctx: Base, { kinds, addressOf }: Delivery, mail: DueMail) {
	const recipient = JSON.parse(mail.payload) as Recipient;
	const { accountId } = recipient;
	const staying = { recipient, messageId: mail.messageId, moved: {} };
	if (!addressOf || !accountId || kinds[mail.kind as EventKind].forAddress) return staying;
	const email = await addressOf(ctx.db, accountId);
	if (email === undefined || email === recipient.email) return staying;
	const told = await ctx.db
		.selectFrom('mail')
		.select('id')
		.where('outboxId', '=', mail.outboxId)
		.where('recipient', '=', email)
		.executeTakeFirst();
	if (told) return null;
	const now = { ...recipient, email };
	const messageId = await signedMessageId(ctx, mail.id, email);
	return { recipient: now, messageId, moved: { recipient: email, payload: JSON.stringify(now), messageId } };
}

const codeOf = (error: unknown): unknown =>
	(error as { responseCode?: unknown; code?: unknown }).responseCode ?? (error as { code?: unknown }).code;

/** Whether the receiving server refused this address for good (RFC 5321: a reply of 5yz to RCPT or DATA). */
const isFinal = (error: unknown): boolean => {
	const { responseCode, command } = error as { responseCode?: number; command?: string };
	return responseCode !== undefined && responseCode >= 500 && ['RCPT TO', 'DATA'].includes(command ?? '');
};

/** What may be the server rather than this one mail: a line that was dropped, or is being closed. */
const LINE_LOST = ['ECONNECTION', 'ESOCKET', 'ETIMEDOUT'];

const isLineLost = (error: unknown): boolean => {
	const { code, responseCode } = error as { code?: string; responseCode?: number };
	return responseCode === 421 || LINE_LOST.includes(code ?? '');
};

export const short = (error: unknown): string => String(error instanceof Error ? error.message : error).slice(0, 500);
