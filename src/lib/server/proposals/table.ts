declare module '#server/platform/db.ts' {
	interface Database {
		proposal: ProposalTable;
		proposalItem: ProposalItemTable;
	}
}

/** What the administrators of a structure ask the vendor to change. A structure has one at most that is not settled. */
export interface ProposalTable {
	id: string;
	structureId: string;
	openedBy: string;
	openedAt: string;
	changedAt: string;
	/** When nothing of it waited any more. */
	settledAt: string | null;
}

export type Outcome = 'waiting' | 'accepted' | 'refused' | 'amended' | 'withdrawn';

/**
 * One part of a structure as somebody wants it. What is asked for is never rewritten: amending it settles the item as
 * `amended` and adds another. A part has one item at most that waits.
 */
export interface ProposalItemTable {
	id: string;
	proposalId: string;
	structureId: string;
	/** As `ItemKey` names it. */
	itemKey: string;
	/** JSON: the live value it was asked for in place of, and what is wanted; `null` for nothing. */
	before: string;
	after: string;
	authorId: string;
	createdAt: string;
	outcome: Outcome;
	settledAt: string | null;
	settledBy: string | null;
	/** The vendor's, for the customer; a refusal has one. */
	comment: string;
}
