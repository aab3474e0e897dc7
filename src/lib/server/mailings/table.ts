import type { Generated } from 'kysely';
import type { Audience, MailingKind, MailingReason, MailingState, Outcome } from '#lib/schemas/mailing-choices.ts';

declare module '#server/platform/db.ts' {
	interface Database {
		mailing: MailingTable;
		mailingStructure: MailingStructureTable;
		mailingRecipient: MailingRecipientTable;
		mailingHolding: MailingHoldingTable;
	}
}

/** A mail from the vendor to who holds a role in chosen structures, sent little by little. */
export interface MailingTable {
	id: string;
	kind: MailingKind;
	/** JSON: the roles it goes to. */
	roles: string;
	subjectFr: string;
	/** Markdown, with placeholders. */
	textFr: string;
	/** Empty, both, where it is in French only. */
	subjectEn: string;
	textEn: string;
	/** Mails an hour. */
	rate: number;
	/** Grows whenever its list may have changed, before it starts; by triggers too. */
	listVersion: Generated<number>;
	/** Grows each time it is written, so that nobody overwrites what they have not seen. */
	revision: Generated<number>;
	createdAt: string;
	createdBy: string;
	/** When it starts by itself; null unless it was asked to. */
	scheduledAt: string | null;
	startedAt: string | null;
	pausedAt: string | null;
	/** Since when nobody who was not written to is to be. */
	cancelledAt: string | null;
	endedAt: string | null;
	/** When the next mail may leave, while it runs. */
	nextAt: string | null;
	/** Its list of people is being emptied, some at a time, since then. */
	emptyingAt: string | null;
	/** How many it was to be when it started, and how many mails have left; kept when the people are forgotten. */
	people: Generated<number>;
	/** By a trigger. */
	sent: Generated<number>;
}

/**
 * A chosen structure; its people are in the list since `listedAt`. Before the start a trigger makes that null whenever
 * somebody comes, goes, is let in or shut out there, or takes or leaves a role.
 */
export interface MailingStructureTable {
	mailingId: string;
	structureId: string;
	listedAt: string | null;
	/** As planned; once it started, by a trigger where mails are given up. */
	outcome: Outcome | '';
	/** JSON: the referents' roles, of those it goes to, that nobody holds; by a trigger, whose holders' mails were given up. */
	missing: string;
	/** When staff were asked to find who holds them. */
	askedAt: string | null;
}

/** An address: one mail, whatever the number of structures. What becomes of the mail is written by triggers. */
export interface MailingRecipientTable {
	id: Generated<number>;
	mailingId: string;
	email: string;
	state: MailingState;
	/** Why it is left out; empty otherwise. */
	reason: MailingReason | '';
	outboxId: string | null;
	messageId: string | null;
	/** When the receiving server had taken it. */
	sentAt: string | null;
	/** What the receiving server said of a mail that was given up. */
	failure: string;
}

/** Why an address is in the list. */
export interface MailingHoldingTable {
	mailingId: string;
	email: string;
	structureId: string;
	role: Audience;
	/** 1 for an administrator in place of a holder of the role. */
	standsIn: number;
	/** Why this does not count; empty where it does. */
	reason: MailingReason | '';
}
