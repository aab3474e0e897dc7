declare module '#server/platform/db.ts' {
	interface Database {
		news: NewsTable;
	}
}

/** What the vendor publishes. */
export interface NewsTable {
	id: string;
	title: string;
	/** Markdown. */
	body: string;
	/** `public` shows on the sign-in page, `members` inside the portal. */
	audience: 'public' | 'members';
	pictureHash: string | null;
	pictureAlt: string;
	pinnedAt: string | null;
	publishedAt: string;
	withdrawnAt: string | null;
	authorId: string | null;
}
