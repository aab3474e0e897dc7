import type { Db, Trx } from '#server/platform/db.ts';
import { markdownAsText } from '#server/platform/markdown.ts';
import * as store from './store.ts';

/** A picture in the sizes there are; `srcset` is empty where there is one only. */
export interface ShownPicture {
	src: string;
	srcset: string;
	alt: string;
	width: number;
	height: number;
}

/** An item as a list shows it. */
export interface NewsSummary {
	id: string;
	title: string;
	/** The first paragraph, without marks. */
	excerpt: string;
	publishedAt: string;
	pinned: boolean;
	picture: ShownPicture | null;
	/** Null where nobody is asked to say that they have read it. */
	acknowledgement: { at: string | null } | null;
}

/** What is known of an item wherever it is shown. */
export interface Known {
	id: string;
	title: string;
	body: string;
	publishedAt: string;
	pinned: number;
	pictureHash: string | null;
	pictureAlt: string;
	width: number | null;
	height: number | null;
	acknowledgementAskedAt: string | null;
	acknowledgedAt: string | null;
}

export async function summaries(db: Db | Trx, rows: readonly Known[]): Promise<NewsSummary[]> {
	const ids = rows.filter(({ pictureHash }) => pictureHash !== null).map(({ id }) => id);
	const sizes = Map.groupBy(ids.length > 0 ? await store.pictures(db, ids) : [], ({ newsId }) => newsId);
	return rows.map((row) => summary(row, sizes.get(row.id) ?? []));
}

function summary(row: Known, sizes: readonly store.Picture[]): NewsSummary {
	const { id, title, body, publishedAt, pinned, acknowledgementAskedAt, acknowledgedAt } = row;
	return {
		id,
		title,
		excerpt: excerptOf(body),
		publishedAt,
		pinned: pinned === 1,
		picture: pictureOf(row, sizes),
		acknowledgement: acknowledgementAskedAt === null ? null : { at: acknowledgedAt }
	};
}

/** Where its size is not known, a picture takes the room of the demo's. */
const [USUAL_WIDTH, USUAL_HEIGHT] = [1200, 675];

export function pictureOf(
	{ id, pictureHash, pictureAlt, width, height }: Known,
	sizes: readonly store.Picture[]
): ShownPicture | null {
	if (!pictureHash) return null;
	return {
		src: addressOf(id, pictureHash),
		srcset: sizes.length > 1 ? sizes.map((size) => `${addressOf(id, size.hash)} ${size.width}w`).join(', ') : '',
		alt: pictureAlt,
		width: width ?? USUAL_WIDTH,
		height: height ?? USUAL_HEIGHT
	};
}

/** As much of a hash as names one picture of an item. */
const VERSION_LENGTH = 12;
export const versionOf = (hash: string): string => hash.slice(0, VERSION_LENGTH);
const addressOf = (id: string, hash: string): string => `/media/news/${id}/${versionOf(hash)}`;

/** The first paragraph as plain words: link addresses and Markdown marks dropped, what looks like one kept. */
export function excerptOf(markdown: string): string {
	const [first = ''] = markdown
		.slice(0, store.EXCERPT_OF)
		.trim()
		.split(/\n\s*\n/);
	const words = markdownAsText(first.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1'))
		.replace(/^(> ?)+/gm, '')
		.replace(/\s+/g, ' ')
		.trim();
	if (words.length <= MOST_OF_AN_EXCERPT) return words;
	const cut = words.slice(0, MOST_OF_AN_EXCERPT);
	return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 0) || MOST_OF_AN_EXCERPT)}…`;
}

const MOST_OF_AN_EXCERPT = 400;
