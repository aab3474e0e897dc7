import nodemailer from 'nodemailer';
import type { PostOffice } from './mail.ts';

/**
 * How a mail server is reached. `smtp://` begins in clear: unless the server is this very machine it must offer
 * STARTTLS, or nothing is sent, since whoever stands between could leave the offer out and read on. The operator of a
 * network of their own may say otherwise in the address, by `?requireTLS=false`, which comes after and wins.
 */
export const connectionTo = (url: string) => ({ url, requireTLS: !isLocal(url) });

/** Whether the mail server is on this machine, where nobody listens between, and where a demo's mails may be caught. */
export const isLocal = (url: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(hostOf(url));

/** Only the web's own schemes have their host put into lower case. */
const hostOf = (url: string): string => new URL(url).hostname.toLowerCase();

/** Sends over SMTP. Times out rather than hang: 10 s to connect and greet, 30 s of silence. */
export function smtpPost(url: string): PostOffice {
	const transport = nodemailer.createTransport({
		...connectionTo(url),
		connectionTimeout: 10_000,
		greetingTimeout: 10_000,
		socketTimeout: 30_000
	});
	return {
		async send({ from, to, subject, text, html, messageId, references, replyTo, date, locale }) {
			await transport.sendMail({
				from,
				to: { name: '', address: to },
				subject,
				text,
				html,
				messageId,
				date,
				...(replyTo ? { replyTo } : {}),
				...(references ? { references, inReplyTo: references } : {}),
				headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'Content-Language': locale },
				disableFileAccess: true,
				disableUrlAccess: true
			});
		},
		close: () => transport.close()
	};
}
