import type { Insertable } from 'kysely';
import type { Db } from '#server/platform/db.ts';
import { hashSecret, newId } from '#server/platform/ids.ts';
import type { IncomingMailTable } from '#server/incoming/table.ts';

type Said = Pick<Insertable<IncomingMailTable>, 'fromAddress' | 'fromName' | 'subject'> & { words: string };

/** A mail from a stranger that waits for staff, as the mailbox would have brought it. Returns its id. */
export async function putMailToSort(db: Db, { words, ...said }: Said): Promise<string> {
	const id = newId();
	const now = new Date().toISOString();
	await db
		.insertInto('incomingMail')
		.values({
			...said,
			id,
			messageId: `<${id}@mail.example>`,
			hash: hashSecret(id),
			receivedAt: now,
			sentAt: now,
			toAddress: 'support@defi-informatique.example',
			body: words,
			wholeText: words,
			files: '[]',
			size: words.length,
			sourceHash: null,
			state: 'waiting',
			reason: 'unknown_sender',
			accountId: null,
			ticketId: null,
			ticketMessageId: null,
			settledAt: null,
			settledById: null,
			settledNote: ''
		})
		.execute();
	return id;
}
