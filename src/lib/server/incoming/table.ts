declare module '#server/platform/db.ts' {
	interface Database {
		incomingMail: IncomingMailTable;
	}
}

/**
 * `waiting` for staff; `posted` in a ticket by itself; `attached`, `opened` or `discarded` by staff; `noted` where
 * nothing is to be done: automatic answers, failures of delivery, the portal's own mails.
 */
export type IncomingState = 'waiting' | 'posted' | 'attached' | 'opened' | 'discarded' | 'noted';

/** Why a mail was not put into a ticket by itself. */
export type IncomingReason =
	| 'no_sender'
	| 'unknown_sender'
	| 'forged'
	| 'unproven'
	| 'staff'
	| 'no_ticket'
	| 'several_tickets'
	| 'no_access'
	| 'not_visible'
	| 'read_only'
	| 'closed_too_long'
	| 'too_many'
	| 'too_big'
	| 'unreadable'
	| 'empty'
	| 'refused'
	| 'automatic'
	| 'bounce'
	| 'own';

/** One mail the mailbox brought. The same one brought twice is one. */
export interface IncomingMailTable {
	id: string;
	/** As its sender made it, with its angle brackets; empty where there is none. */
	messageId: string;
	/** Of what its sender wrote: what servers add on the way does not make it another mail. */
	hash: string;
	receivedAt: string;
	/** As its sender says. */
	sentAt: string | null;
	fromAddress: string;
	fromName: string;
	toAddress: string;
	subject: string;
	/** What is, or would be, said in the ticket: without quotes and signatures. */
	body: string;
	wholeText: string;
	/** Names and sizes of its files and what became of each, as JSON. */
	files: string;
	size: number;
	/** The mail as it came, in the stored files; only while it waits for staff. */
	sourceHash: string | null;
	state: IncomingState;
	reason: IncomingReason | null;
	/** Whose address it comes from, proved or not. */
	accountId: string | null;
	/** The ticket it is about, as far as that is known. */
	ticketId: string | null;
	ticketMessageId: string | null;
	settledAt: string | null;
	/** Null where the portal settled it by itself. */
	settledById: string | null;
	settledNote: string;
}
