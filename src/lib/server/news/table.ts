import type { Generated, GeneratedAlways } from 'kysely';
import type { NewsAudience, NewsRole } from '#lib/schemas/news-choices.ts';

declare module '#server/platform/db.ts' {
	interface Database {
		news: NewsTable;
		newsPicture: NewsPictureTable;
		newsProduct: { newsId: string; productId: string };
		newsRole: { newsId: string; role: NewsRole };
		newsAcknowledgement: NewsAcknowledgementTable;
	}
}

/**
 * What the vendor publishes. Of an item inside the portal, `newsProduct` and `newsRole` say for whom it is meant: whoever
 * has one of the products and holds one of the roles; without a row of either, everybody.
 */
export interface NewsTable {
	id: string;
	title: string;
	/** Markdown. */
	body: string;
	audience: NewsAudience;
	/** The largest size of its picture. */
	pictureHash: string | null;
	pictureAlt: string;
	pinnedAt: string | null;
	/** From when it is read, once released; of a draft null where that is the moment of its release. */
	publishedAt: string | null;
	/** Until when. */
	withdrawnAt: string | null;
	authorId: string | null;
	/** When somebody published it; null for a draft. */
	releasedAt: string | null;
	/** Since when everybody it is meant for is asked to say that they have read it. */
	acknowledgementAskedAt: string | null;
	/** When those who are to confirm it were told. */
	toldAt: Generated<string | null>;
	/** Since when it could first be read, where it was given a later beginning since. */
	firstOnlineAt: Generated<string | null>;
	createdAt: string;
	updatedAt: string;
	updatedBy: string | null;
	/** Grows with each change, so that nobody overwrites what they have not seen. */
	revision: number;
	/** Made by the form: the same item sent twice is one. */
	requestKey: string | null;
	/** How many have said that they have read it, counted by the database. */
	acknowledgements: Generated<number>;
	/** 1 or 0, the first column of the order customers read in. */
	pinned: GeneratedAlways<number>;
}

/** One size of an item's picture, in pixels. The demo's have one only, described with its file. */
export interface NewsPictureTable {
	newsId: string;
	width: number;
	height: number;
	hash: string;
}

/** « J'ai pris connaissance »: of a person, whichever of their structures they read it in. */
export interface NewsAcknowledgementTable {
	newsId: string;
	accountId: string;
	acknowledgedAt: string;
}
