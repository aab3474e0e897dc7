import { isLocal } from '#server/platform/smtp.ts';

/** How a mailbox is reached and read, as its address says it. */
export interface Mailbox {
	host: string;
	port: number;
	secure: boolean;
	/** Over `imap://`: whether the server must go on encrypted, as any but this machine must. */
	doSTARTTLS?: boolean;
	tls: { rejectUnauthorized: boolean };
	auth: { user: string; pass: string };
	folder: string;
	/** Where a mail goes once it is taken in; without, it stays where it is, as read. */
	processed: string | null;
}

/**
 * Reads `imaps://user:password@host:993/INBOX?processed=Traités`. As for sending, nothing leaves in clear but to this
 * machine, unless the operator of a network of their own says `?requireTLS=false`.
 */
export function mailboxOf(address: string): Mailbox {
	const url = new URL(address);
	const secure = url.protocol.toLowerCase() === 'imaps:';
	const mayBeClear = isLocal(address) || url.searchParams.get('requireTLS') === 'false';
	return {
		host: url.hostname.replace(/^\[|\]$/g, ''),
		port: Number(url.port) || (secure ? 993 : 143),
		secure,
		...(secure || mayBeClear ? {} : { doSTARTTLS: true }),
		tls: { rejectUnauthorized: url.searchParams.get('tls.rejectUnauthorized') !== 'false' },
		auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
		folder: decodeURIComponent(url.pathname.replace(/^\//, '')) || 'INBOX',
		processed: url.searchParams.get('processed')
	};
}
