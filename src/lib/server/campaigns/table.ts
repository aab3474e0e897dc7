import type { Generated } from 'kysely';
import type { Reason, RecipientState } from '#lib/schemas/campaign-choices.ts';

declare module '#server/platform/db.ts' {
	interface Database {
		campaign: CampaignTable;
		campaignStructure: CampaignStructureTable;
		campaignRecipient: CampaignRecipientTable;
		campaignHour: CampaignHourTable;
	}
}

/** Mails that invite the people of chosen structures to activate their account, sent little by little. */
export interface CampaignTable {
	id: string;
	name: string;
	/** Mails an hour. */
	rate: number;
	createdAt: string;
	createdBy: string;
	/** Null while it is being prepared. */
	startedAt: string | null;
	pausedAt: string | null;
	/** When the last mail had left; null again once somebody is to be written to anew. */
	endedAt: string | null;
	/** When the next mail may leave, while it runs. */
	nextAt: string | null;
	/** Its list of people is being emptied, some at a time, since then; nobody is listed before that is done. */
	emptyingAt: string | null;
}

/** A chosen structure; its people are in the list of recipients since `listedAt`. */
export interface CampaignStructureTable {
	campaignId: string;
	structureId: string;
	listedAt: string | null;
}

/**
 * An address of the chosen structures: one mail, whatever the number of structures. What becomes of its mail, its link
 * and its account is written by triggers, whichever way it comes about; the migration that made them says how.
 */
export interface CampaignRecipientTable {
	id: Generated<number>;
	campaignId: string;
	email: string;
	state: RecipientState;
	/** Why it is left out; empty otherwise. */
	reason: Reason | '';
	/** The cause of the last mail. */
	outboxId: string | null;
	/** When the first mail left, and the last one. */
	sentAt: string | null;
	lastSentAt: string | null;
	/** How long the last link is good. */
	linkUntil: string | null;
	openedAt: string | null;
	activatedAt: string | null;
	/** What the mail server said of a mail that was given up. */
	failure: string;
}

/** How many were first written to, opened the page and came, hour by hour (`2026-11-26T14`, UTC). Written by triggers. */
export interface CampaignHourTable {
	campaignId: string;
	hour: string;
	sent: number;
	opened: number;
	activated: number;
}
