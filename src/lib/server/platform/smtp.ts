import type { Readable } from 'node:stream';
import nodemailer, { type Transporter } from 'nodemailer';
import { Unreachable, type PostOffice } from './mail.ts';

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

/** Connections for what is sent to many: few, as a receiving server expects of one sender, and enough to hide its pauses. */
const BULK_CONNECTIONS = 4;

/**
 * A server that has been given a whole mail may take ten minutes to say so (RFC 5321, 4.5.3.2.6): who gives up sooner sends
 * it again, and it comes twice.
 */
const SILENCE_MS = 600_000;
const GREETS_WITHIN_MS = 10_000;

/**
 * Sends over SMTP. Times out rather than hang: 10 s to connect and greet, then ten minutes of silence. What one person waits for has a
 * connection of its own each; what is sent to many shares a few that stay open.
 */
export function smtpPost(url: string): PostOffice {
	const options = {
		...connectionTo(url),
		connectionTimeout: GREETS_WITHIN_MS,
		greetingTimeout: GREETS_WITHIN_MS,
		socketTimeout: SILENCE_MS
	};
	const single = nodemailer.createTransport(options);
	const probe = nodemailer.createTransport({ ...options, socketTimeout: GREETS_WITHIN_MS });
	// A connection the server closed while nothing was under way is opened anew once; nothing else is tried again here.
	const pool = nodemailer.createTransport({ ...options, pool: true, maxConnections: BULK_CONNECTIONS, maxRequeues: 1 });
	for (const transport of [single, pool]) noteProgress(transport);

	/** Whether the server greets and lets in. */
	const answers = () =>
		probe.verify().then(
			() => true,
			() => false
		);

	return {
		atOnce: BULK_CONNECTIONS,
		async send({ from, to, subject, text, html, messageId, references, replyTo, date, locale }, bulk = false) {
			const progress: Progress = {};
			const message = {
				progress,
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
			};
			try {
				await (bulk ? pool : single).sendMail(message);
			} catch (error) {
				const { stream } = progress;
				if (!isAboutConnection(error) || stream?.readableDidRead) throw error;
				// A server that dropped the line over an address, and greets the next moment, has refused that mail.
				if (stream && (await answers())) throw error;
				throw new Unreachable(error);
			}
		},
		close() {
			single.close();
			pool.close();
			probe.close();
		}
	};
}

/** How far a mail got: with a stream, the server has greeted and let in; once that is read, the mail is being given over. */
interface Progress {
	stream?: Readable;
}

function noteProgress(transport: Pick<Transporter, 'use'>): void {
	transport.use('stream', ({ message, data }, done) => {
		const { progress } = data as { progress?: Progress };
		const open = message!.createReadStream.bind(message);
		message!.createReadStream = (...options) => {
			const stream = open(...options);
			if (progress) progress.stream = stream;
			return stream;
		};
		done();
	});
}

/** No connection, none that is safe, no greeting, no login, or one that was dropped or closes. */
const CONNECTION = ['ECONNECTION', 'ESOCKET', 'ETIMEDOUT', 'EDNS', 'ETLS', 'EAUTH', 'EPROTOCOL'];

const isAboutConnection = (error: unknown): boolean => {
	const { code, responseCode } = error as { code?: string; responseCode?: number };
	return responseCode === 421 || CONNECTION.includes(code ?? '');
};
