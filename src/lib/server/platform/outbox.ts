import type { Updateable } from 'kysely';
import type { Base } from './context.ts';
import { insist, transact, type Database, type Db, type Trx } from './db.ts';
import { newId } from './ids.ts';
import { after } from './limits.ts';
import { signedMessageId } from './mail-signature.ts';
import { toMessage, type MailContent, type PostOffice, type Sender } from './mail.ts';

/** Every cause that people may be told of, with its payload. Modules add theirs in their `mails.ts`. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface Events {}

export type EventKind = keyof Events & string;

export interface Recipient {
	email: string;
	locale: 'fr' | 'en';
	/** The account behind the address, where there is one. */
	accountId?: string | undefined;
}

/** How one kind of cause becomes mails. */
export interface MailKind<E> {
	/** Who is to be told, worked out once, after the cause was committed, in the transaction that writes their mails. */
	recipients(ctx: Base & { db: Trx }, event: E): Promise<Recipient[]>;
	/** The mail for one of them, composed when it is sent (links are made here, so their secrets are never stored); null when it has become pointless. */
	compose(ctx: Base, event: E, recipient: Recipient): Promise<MailContent | null>;
}

export type MailKinds = { [K in EventKind]: MailKind<Events[K]> };

/** Notes a cause, in the transaction that makes it true: told if and only if it happened. Returns its id. */
export async function enqueue<K extends EventKind>(
	ctx: { db: Trx; now(): string; wake(): void },
	kind: K,
	event: Events[K]
): Promise<string> {
	const now = ctx.now();
	const id = newId();
	await ctx.db
		.insertInto('outbox')
		.values({
			id,
			kind,
			payload: JSON.stringify(event),
			createdAt: now,
			dueAt: now,
			attempts: 0,
			expandedAt: null,
			lastError: null
		})
		.execute();
	ctx.wake();
	return id;
}

interface Cause {
	kind: string;
	payload: unknown;
}

/** How people are told of news otherwise than by mail, and whether by mail at all. */
export interface News {
	/** Told of the recipients of a cause, in the transaction that writes their mails; returns those who want one. */
	tell(ctx: Base & { db: Trx }, cause: Cause, recipients: Recipient[]): Promise<Recipient[]>;
	/** Whether one of them still wants the mail, when it is about to leave. */
	wants(ctx: Base, cause: Cause, recipient: Recipient): Promise<boolean>;
	/** Whether people choose about this kind of cause. */
	isChosen(kind: string): boolean;
}

export interface Delivery {
	kinds: MailKinds;
	news?: News;
	post: PostOffice;
	sender(db: Db | Trx): Promise<Sender>;
}

/** Seconds before the next try: 1 min, 5 min, 15 min, 1 h, then every 4 h; given up after about two days. */
const PAUSES = [60, 300, 900, 3600, ...Array<number>(11).fill(14_400)];
const AT_ONCE = 20;

/** Sends all that is due, once through. Returns how many mails left and how many were given up. Never throws for one bad mail. */
export async function deliverDue(ctx: Base, delivery: Delivery): Promise<{ sent: number; failed: number }> {
	while ((await expandDue(ctx, delivery)) === AT_ONCE);
	const total = { sent: 0, failed: 0 };
	for (;;) {
		const due = await ctx.db
			.selectFrom('mail')
			.innerJoin('outbox', 'outbox.id', 'mail.outboxId')
			.select([
				'mail.id',
				'mail.kind',
				'mail.payload',
				'mail.messageId',
				'mail.attempts',
				'mail.recipient',
				'outbox.payload as event'
			])
			.where('mail.settledAt', 'is', null)
			.where('mail.dueAt', '<=', ctx.now())
			.orderBy('mail.dueAt')
			.limit(AT_ONCE)
			.execute();
		for (const mail of due) {
			const outcome = await deliver(ctx, delivery, mail);
			if (outcome) total[outcome]++;
		}
		if (due.length < AT_ONCE) return total;
	}
}

async function expandDue(ctx: Base, { kinds, news }: Delivery): Promise<number> {
	const due = await ctx.db
		.selectFrom('outbox')
		.selectAll()
		.where('expandedAt', 'is', null)
		.where('dueAt', '<=', ctx.now())
		.orderBy('dueAt')
		.limit(AT_ONCE)
		.execute();
	for (const cause of due) {
		try {
			await transact(ctx, async (ctx) => {
				const kind = kinds[cause.kind as EventKind] as MailKind<unknown>;
				const payload = JSON.parse(cause.payload) as unknown;
				const recipients = await kind.recipients(ctx, payload);
				const mailed = news ? await news.tell(ctx, { kind: cause.kind, payload }, recipients) : recipients;
				for (const recipient of mailed) await addMail(ctx, cause, recipient);
				await ctx.db.updateTable('outbox').set({ expandedAt: ctx.now() }).where('id', '=', cause.id).execute();
			});
		} catch (error) {
			ctx.log.error({ outbox: cause.id, kind: cause.kind, err: error }, 'recipients not worked out');
			const wait = PAUSES[Math.min(cause.attempts, PAUSES.length - 1)]!;
			await ctx.db
				.updateTable('outbox')
				.set({ attempts: cause.attempts + 1, dueAt: after(ctx.now(), wait), lastError: short(error) })
				.where('id', '=', cause.id)
				.execute();
		}
	}
	return due.length;
}

async function addMail(
	ctx: Base & { db: Trx },
	cause: { id: string; kind: string },
	recipient: Recipient
): Promise<void> {
	const now = ctx.now();
	const id = newId();
	await ctx.db
		.insertInto('mail')
		.values({
			id,
			outboxId: cause.id,
			recipient: recipient.email,
			kind: cause.kind,
			payload: JSON.stringify(recipient),
			messageId: await signedMessageId(ctx, id, recipient.email),
			subject: null,
			createdAt: now,
			dueAt: now,
			attempts: 0,
			settledAt: null,
			sentAt: null,
			failedAt: null,
			lastError: null
		})
		.onConflict((c) => c.columns(['outboxId', 'recipient']).doNothing())
		.execute();
}

interface DueMail {
	id: string;
	kind: string;
	payload: string;
	messageId: string;
	attempts: number;
	recipient: string;
	event: string;
}

/**
 * One try at one mail. The same Message-ID at every try: where the answer to a try was lost, the receiving side can
 * still tell that it is one mail.
 */
async function deliver(
	ctx: Base,
	{ kinds, news, post, sender }: Delivery,
	mail: DueMail
): Promise<'sent' | 'failed' | null> {
	const note = (values: Updateable<Database['mail']>) =>
		insist(ctx, ({ db }) =>
			db
				.updateTable('mail')
				.set({ ...values, attempts: mail.attempts + 1 })
				.where('id', '=', mail.id)
				.execute()
		);
	let content: MailContent | null;
	try {
		const kind = kinds[mail.kind as EventKind] as MailKind<unknown>;
		const recipient = JSON.parse(mail.payload) as Recipient;
		const event = JSON.parse(mail.event) as unknown;
		const wanted = !news || (await news.wants(ctx, { kind: mail.kind, payload: event }, recipient));
		content = wanted ? await kind.compose(ctx, event, recipient) : null;
		if (content)
			await post.send(
				toMessage(content, await sender(ctx.db), recipient, {
					id: mail.messageId,
					origin: ctx.settings.origin,
					at: ctx.now(),
					...(news?.isChosen(mail.kind)
						? { preferences: `${ctx.settings.origin}/account/notifications/preferences` }
						: {})
				})
			);
	} catch (error) {
		const wait = isFinal(error) ? undefined : PAUSES[mail.attempts];
		ctx.log.warn(
			{ mail: mail.id, kind: mail.kind, attempts: mail.attempts + 1, retryIn: wait ?? null, code: codeOf(error) },
			'mail not sent'
		);
		const now = ctx.now();
		if (wait === undefined) await note({ failedAt: now, settledAt: now, lastError: short(error) });
		else await note({ dueAt: after(now, wait), lastError: short(error) });
		return wait === undefined ? 'failed' : null;
	}
	// It has left: whatever happens to this note, it must not count as a try that failed.
	const now = ctx.now();
	await note(content ? { sentAt: now, settledAt: now, subject: content.subject } : { settledAt: now });
	return content ? 'sent' : null;
}

const codeOf = (error: unknown): unknown =>
	(error as { responseCode?: unknown; code?: unknown }).responseCode ?? (error as { code?: unknown }).code;

/** Whether the receiving server refused this address for good (RFC 5321: a reply of 5yz to RCPT or DATA). */
const isFinal = (error: unknown): boolean => {
	const { responseCode, command } = error as { responseCode?: number; command?: string };
	return responseCode !== undefined && responseCode >= 500 && ['RCPT TO', 'DATA'].includes(command ?? '');
};

const short = (error: unknown): string => String(error instanceof Error ? error.message : error).slice(0, 500);
