declare module '#server/platform/db.ts' {
	interface Database {
		satisfaction: SatisfactionTable;
		satisfactionLink: SatisfactionLinkTable;
	}
}

/** What one person said of one closed ticket; the last word counts. */
export interface SatisfactionTable {
	ticketId: string;
	accountId: string;
	/** 1 to 5. */
	score: number;
	comment: string;
	createdAt: string;
	updatedAt: string;
}

/** The way in without signing in, from the mail that says a ticket is closed: for that ticket and person alone. */
export interface SatisfactionLinkTable {
	/** Of 256 random bits; the link itself is in the mail and nowhere else. */
	tokenHash: string;
	ticketId: string;
	accountId: string;
	createdAt: string;
	expiresAt: string;
}
