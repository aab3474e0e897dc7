import { ImapFlow } from 'imapflow';
import { mailboxOf } from '#server/incoming/mailbox.ts';
import type { Settings } from '#server/platform/settings.ts';
import { note, ok, problem, type Finding } from './finding.ts';

const ANSWERS_MS = 5000;

/** The mailbox answers arrive in, where one is set. Opens it, and marks nothing. */
export async function* checkMailbox({ imapUrl, mailReplyAddress }: Settings): AsyncGenerator<Finding> {
	if (!imapUrl) return;
	const { folder, processed: _processed, ...where } = mailboxOf(imapUrl);
	const client = new ImapFlow({
		...where,
		logger: false,
		connectionTimeout: ANSWERS_MS,
		greetingTimeout: ANSWERS_MS,
		socketTimeout: ANSWERS_MS
	});
	client.on('error', () => {});
	try {
		await client.connect();
		const { exists } = await client.mailboxOpen(folder, { readOnly: true });
		yield ok(`The mailbox ${folder} at ${where.host} opens: ${exists} mails`);
		if (!mailReplyAddress)
			yield note(
				'MAIL_REPLY_ADDRESS is not set: customers answer to the address mails come from',
				'Have that address delivered to the mailbox of IMAP_URL, or set MAIL_REPLY_ADDRESS.'
			);
	} catch (error) {
		const told = error as { responseText?: string; message: string };
		yield problem(
			`The mailbox at ${where.host} does not open: ${told.responseText ?? told.message}`,
			'Check IMAP_URL (host, port, user, password, folder); mails wait in the mailbox meanwhile.'
		);
	} finally {
		client.close();
	}
}
