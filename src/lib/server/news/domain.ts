import { m } from '#lib/paraglide/messages.js';
import type { Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import { renderMarkdown } from '#server/platform/markdown.ts';
import * as store from './store.ts';
import type { NewsTable } from './table.ts';

export interface NewsSummary {
	id: string;
	title: string;
	/** The first paragraph, without marks. */
	excerpt: string;
	publishedAt: string;
	pinned: boolean;
	picture: { src: string; alt: string; width: number; height: number } | null;
}

const MOST_ON_A_PAGE = 6;

/** The news anybody may read. */
export const publicNews = (ctx: Ctx): Promise<NewsSummary[]> => summaries(ctx, ['public']);

/** The news inside the portal, for someone validated. */
export const insideNews = (ctx: Ctx<'member'>): Promise<NewsSummary[]> => summaries(ctx, ['public', 'members']);

/** One item in full, its Markdown made safe HTML. What the caller may not read is missing. */
export async function readNews(ctx: Ctx, { id }: { id: string }): Promise<NewsSummary & { html: string }> {
	const row = await visible(ctx, id);
	return { ...summaryOf(row), html: renderMarkdown(row.body) };
}

/** The picture of a news item the caller may read. */
export async function newsPicture(
	ctx: Ctx,
	{ id }: { id: string }
): Promise<{ hash: string; type: string; size: number }> {
	const { pictureHash, type, size } = await visible(ctx, id);
	if (!pictureHash || !type || size === null) throw new AppError('not_found', m.errors_not_found());
	return { hash: pictureHash, type, size };
}

async function visible(ctx: Ctx, id: string) {
	const row = await store.findPublished(ctx.db, await audiencesOf(ctx), ctx.now(), id);
	if (!row) throw new AppError('not_found', m.errors_not_found());
	return row;
}

async function audiencesOf(ctx: Ctx): Promise<NewsTable['audience'][]> {
	const { account } = ctx.actor;
	const inside =
		account !== null && (account.staffRole !== null || (await store.isMemberSomewhere(ctx.db, account.id)));
	return inside ? ['public', 'members'] : ['public'];
}

async function summaries(ctx: Pick<Ctx, 'db' | 'now'>, audiences: NewsTable['audience'][]): Promise<NewsSummary[]> {
	return (await store.listPublished(ctx.db, audiences, ctx.now(), MOST_ON_A_PAGE)).map(summaryOf);
}

function summaryOf(row: Awaited<ReturnType<typeof store.listPublished>>[number]): NewsSummary {
	const { id, title, body, publishedAt, pinnedAt, pictureHash, pictureAlt, width, height } = row;
	return {
		id,
		title,
		excerpt: excerptOf(body),
		publishedAt,
		pinned: pinnedAt !== null,
		picture: pictureHash
			? {
					src: `/media/news/${id}/${pictureHash.slice(0, 12)}`,
					alt: pictureAlt,
					width: width ?? 1200,
					height: height ?? 675
				}
			: null
	};
}

/** The first paragraph as plain words: link addresses and Markdown marks dropped. */
const excerptOf = (markdown: string): string =>
	(markdown.trim().split(/\n\s*\n/)[0] ?? '')
		.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
		.replace(/[*_`#>]/g, '')
		.replace(/\s+/g, ' ')
		.trim();
