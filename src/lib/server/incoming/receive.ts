import { createHash } from 'node:crypto';
import { inLocale } from '#server/platform/locale.ts';
import type { Base } from '#server/platform/context.ts';
import { transact, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { numberOf } from '#server/platform/limits.ts';
import { mailIdIn } from '#server/platform/mail-signature.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { answerTicket, messageMadeBy } from '#server/tickets/domain.ts';
import { failureOf } from './automatic.ts';
import { judge, type Verdict } from './judge.ts';
import './mails.ts';
import { ownWords } from './own-words.ts';
import { parseIncoming, type ParsedIncoming } from './parse.ts';
import { actingByMail, bringFiles, wordsToPost } from './posting.ts';
import * as store from './store.ts';
import type { IncomingReason, IncomingState } from './table.ts';

/** Far more than anybody answers in an hour; what programs send one another stops here. */
const MAILS_PER_SENDER = { most: 30, seconds: 3600 };
const LONGEST_TEXT = 200_000;
/** Of mails of ours, a failure of delivery speaks of one; a hostile one may name as many as it likes. */
const MOST_NAMED = 300;

/**
 * Takes one mail in: writes it down and, in the same transaction, does what it causes. It is an answer in its ticket
 * where its sender is proved and may answer there; otherwise it waits for staff, with the reason. The same mail again
 * does nothing. Throws only where it could not be written down: it is then to be brought again.
 */
export async function receive(base: Base, raw: Buffer): Promise<IncomingState | 'again'> {
	const mail = await parseIncoming(raw).catch(() => null);
	if (!mail) return recordUnread(base, raw, 'unreadable');
	if (await store.isKnown(base.db, mail)) return 'again';
	const verdict = await judge(base, mail);
	if (verdict.reason === null) {
		const posted = await post(base, raw, mail, verdict);
		if (typeof posted === 'object') return keep(base, raw, mail, { ...verdict, reason: posted.reason });
		return posted;
	}
	return keep(base, raw, mail, verdict);
}

/** Writes a mail down that was not read: too big, or no mail at all. `raw` is what there is of it. */
export async function recordUnread(
	base: Base,
	raw: Buffer,
	reason: 'unreadable' | 'too_big',
	size = raw.length
): Promise<IncomingState | 'again'> {
	const mail = reason === 'too_big' ? await parseIncoming(raw).catch(() => null) : null;
	const sourceHash = await base.files.put(raw);
	return transact(base, async (ctx) => {
		const row = {
			...rowOf(ctx, mail ?? { ...NOTHING, hash: createHash('sha256').update(raw).digest('hex') }, size),
			sourceHash,
			state: 'waiting' as const,
			reason
		};
		return (await store.insert(ctx.db, row)) ? 'waiting' : 'again';
	});
}

const NOTHING = { messageId: '', sentAt: null, from: null, to: [], subject: '', wholeText: '', files: [] };

type Told = Pick<ParsedIncoming, 'messageId' | 'hash' | 'sentAt' | 'from' | 'to' | 'subject' | 'wholeText' | 'files'>;

function rowOf({ now }: Base, mail: Told, size: number) {
	return {
		id: newId(),
		messageId: mail.messageId,
		hash: mail.hash,
		receivedAt: now(),
		sentAt: mail.sentAt,
		fromAddress: mail.from?.address ?? '',
		fromName: mail.from?.name ?? '',
		toAddress: mail.to.join(', ').slice(0, 500),
		subject: mail.subject,
		body: ownWords(mail.wholeText, namesOf(mail)).slice(0, LONGEST_TEXT),
		wholeText: mail.wholeText.slice(0, LONGEST_TEXT),
		files: JSON.stringify(mail.files.map(({ name, bytes }) => ({ name, size: bytes.length, refused: null }))),
		size,
		sourceHash: null as string | null,
		accountId: null as string | null,
		ticketId: null as string | null,
		ticketMessageId: null as string | null,
		settledAt: null as string | null,
		settledById: null,
		settledNote: ''
	};
}

const namesOf = ({ from }: Told): string[] => from?.name.split(/[\s,]+/).filter((word) => word.length > 2) ?? [];

/** Says it in the ticket as its sender would in the portal, through the same gate; or why that was refused. */
async function post(
	base: Base,
	raw: Buffer,
	mail: ParsedIncoming,
	{ account, ticket }: Verdict
): Promise<IncomingState | 'again' | { reason: IncomingReason }> {
	return inLocale(account!.locale, async () => {
		try {
			// Asked before the files are taken, and again in the transaction.
			await actingByMail(base, account!, ticket!.structureId);
		} catch (error) {
			return { reason: reasonOf(error, 'no_access') };
		}
		const brought = await bringFiles(base, account!.id, mail.files);
		try {
			return await transact(base, async (ctx) => {
				const row = { ...rowOf(ctx, mail, raw.length), files: JSON.stringify(brought.told) };
				if (!(await store.insert(ctx.db, { ...row, state: 'posted', reason: null }))) return 'again';
				await countSender(ctx, mail);
				const acting = await actingByMail(ctx, account!, ticket!.structureId);
				const body = wordsToPost(row.body, brought);
				await answerTicket(acting, {
					number: ticket!.number,
					body,
					files: brought.ids,
					requestKey: row.id,
					via: 'mail'
				});
				await store.update(ctx.db, row.id, {
					accountId: account!.id,
					ticketId: ticket!.id,
					ticketMessageId: (await messageMadeBy(ctx.db, row.id, ticket!.id))!.id,
					settledAt: ctx.now()
				});
				return 'posted';
			});
		} catch (error) {
			return { reason: reasonOf(error, 'not_visible') };
		}
	});
}

async function countSender(ctx: Base & { db: Trx }, { from }: ParsedIncoming): Promise<void> {
	const count = await numberOf(ctx, `incoming:${from!.address}`, MAILS_PER_SENDER.seconds);
	if (count > MAILS_PER_SENDER.most) throw new AppError('rate_limited', 'too many mails');
}

/** What a refusal of the portal means for a mail. What is no refusal, or passes by itself, is thrown on. */
function reasonOf(error: unknown, whenMissing: 'no_access' | 'not_visible'): IncomingReason {
	if (!(error instanceof AppError) || error.code === 'storage_full' || error.code === 'unavailable') throw error;
	if (error.code === 'not_found') return whenMissing;
	if (error.code === 'forbidden') return 'read_only';
	if (error.code === 'conflict') return 'closed_too_long';
	return error.code === 'rate_limited' ? 'too_many' : 'refused';
}

const NOTED: readonly (IncomingReason | null)[] = ['automatic', 'bounce', 'own'];

/** Writes a mail down that is not posted: for staff to settle, or only to be known of. */
async function keep(base: Base, raw: Buffer, mail: ParsedIncoming, verdict: Verdict): Promise<IncomingState | 'again'> {
	const { account, ticket, reason, proved } = verdict;
	const noted = NOTED.includes(reason);
	const sourceHash = noted ? null : await base.files.put(raw);
	return transact(base, async (ctx) => {
		const tooLate = reason === 'closed_too_long' && proved && { ticketId: ticket!.id, accountId: account!.id };
		const told = tooLate && (await store.hasBefore(ctx.db, { ...tooLate, reason }));
		const state: IncomingState = noted ? 'noted' : 'waiting';
		const row = {
			...rowOf(ctx, mail, raw.length),
			sourceHash,
			state,
			reason,
			accountId: account?.id ?? null,
			ticketId: ticket?.id ?? null,
			settledAt: noted ? ctx.now() : null
		};
		if (!(await store.insert(ctx.db, row))) return 'again';
		if (reason === 'bounce') await noteFailure(ctx, mail);
		if (tooLate && !told) await enqueue(ctx, 'incoming.too_late', tooLate);
		return state;
	});
}

/** Finds the mails of ours a failure of delivery speaks of; a warning that it takes longer changes nothing. */
async function noteFailure(ctx: Base & { db: Trx }, mail: ParsedIncoming): Promise<void> {
	const failure = failureOf(mail);
	if (!failure) return;
	const named = [...mail.report.matchAll(/<[0-9a-f-]{36}\.[0-9a-f]{32}@[^<>\s]+>/gi)].map(([id]) => id);
	for (const id of [...new Set([...mail.inReplyTo, ...mail.references, ...named])].slice(0, MOST_NAMED)) {
		const sent = await store.mailSent(ctx.db, mailIdIn(id)?.mailId ?? '');
		if (sent?.messageId === id.toLowerCase())
			await store.markReturned(ctx.db, mailIdIn(id)!.mailId, { at: ctx.now(), why: failure.why || mail.subject });
	}
}
