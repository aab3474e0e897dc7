import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Base } from './context.ts';
import type { Db, Trx } from './db.ts';
import { newSecret } from './ids.ts';

const KEY = 'mail-key';
/** 128 bits in a Message-ID, which has room; 80 in an address, whose part before the @ ends at 64 characters. */
const ID_DIGITS = 32;
const ADDRESS_DIGITS = 20;

/** The key of this portal's signatures; made at the first use. A restored backup keeps it, and answers find their way. */
async function keyOf({ db, now }: { db: Db | Trx; now(): string }): Promise<string> {
	const stored = () => db.selectFrom('setting').select('value').where('key', '=', KEY).executeTakeFirst();
	const known = await stored();
	if (known) return known.value;
	await db
		.insertInto('setting')
		.values({ key: KEY, value: newSecret(), updatedAt: now() })
		.onConflict((c) => c.column('key').doNothing())
		.execute();
	return (await stored())!.value;
}

const signature = (key: string, words: string[], digits: number): string =>
	createHmac('sha256', key).update(words.join('\n')).digest('hex').slice(0, digits);

const idSignature = (key: string, mailId: string, email: string): string =>
	signature(key, ['message-id', mailId, email.toLowerCase()], ID_DIGITS);

/** Whom a mail was sent to: an account, and the address it had. */
interface Addressee {
	id: string;
	email: string;
}

type Signing = Pick<Base, 'settings' | 'now'> & { db: Db | Trx };

/** The Message-ID of one mail to one address: an answer that names it comes from somebody who has that mail. */
export async function signedMessageId(ctx: Signing, mailId: string, email: string): Promise<string> {
	const key = await keyOf(ctx);
	return `<${mailId}.${idSignature(key, mailId, email)}@${new URL(ctx.settings.origin).hostname}>`;
}

/** The mail a Message-ID names, in the form ours have; whether it is truly ours only {@link isSignedFor} tells. */
export function mailIdIn(messageId: string): { mailId: string; signature: string } | null {
	const found = /^<([0-9a-f-]{36})\.([0-9a-f]{32})@[^<>\s]+>$/i.exec(messageId);
	return found && { mailId: found[1]!.toLowerCase(), signature: found[2]!.toLowerCase() };
}

/** Whether a Message-ID is one this portal made for an address. */
export async function isSignedFor(ctx: Signing, messageId: string, email: string): Promise<boolean> {
	const named = mailIdIn(messageId);
	return named !== null && same(named.signature, idSignature(await keyOf(ctx), named.mailId, email));
}

/**
 * Where answers of an account to a ticket are asked for, such as `reply+1024.0123456789abcdef0123@…`: who writes there
 * was told so by a mail to that account, at the address it has. Whoever still reads the address it had before is told
 * nothing any more. Undefined where no such address is set.
 */
export async function replyAddress(
	ctx: Signing,
	ticket: { id: string; number: number },
	{ id, email }: Addressee
): Promise<string | undefined> {
	const address = ctx.settings.mailReplyAddress;
	if (!address) return undefined;
	const at = address.lastIndexOf('@');
	const signed = signature(await keyOf(ctx), ['reply', ticket.id, id, email.toLowerCase()], ADDRESS_DIGITS);
	return `${address.slice(0, at)}+${ticket.number}.${signed}${address.slice(at)}`;
}

/** The ticket an address names, in the form of ours. */
export function ticketInAddress(settings: Base['settings'], address: string): number | null {
	const own = settings.mailReplyAddress?.toLowerCase();
	if (!own) return null;
	const [, local, digits, domain] = /^(.+)\+(\d{1,10})\.[0-9a-f]{20}(@.+)$/.exec(address.toLowerCase()) ?? [];
	return digits && `${local}${domain}` === own ? Number(digits) : null;
}

export async function isReplyAddressOf(
	ctx: Signing,
	address: string,
	ticket: { id: string; number: number },
	account: Addressee
): Promise<boolean> {
	const expected = await replyAddress(ctx, ticket, account);
	return expected !== undefined && same(expected.toLowerCase(), address.toLowerCase());
}

const same = (a: string, b: string): boolean =>
	a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
