import type { Base } from '#server/platform/context.ts';
import type { Trx } from '#server/platform/db.ts';
import { newId } from '#server/platform/ids.ts';
import { dayAt, momentAt } from '#server/platform/wall-clock.ts';
import type { PersonKey } from './cast.ts';
import { momentOf, type LoadedCast } from './load-cast.ts';
import { audienceNews } from './news-audiences.ts';
import { news } from './news.ts';

type Loading = Pick<Base, 'now' | 'settings'> & { db: Trx };

const NINE = 9 * 60;
const DAY_MS = 86_400_000;

/** What the vendor has published, is about to, and has not finished writing. Products are there already. */
export async function loadNews(ctx: Loading, loaded: LoadedCast, pictures: Map<string, { hash: string }>) {
	for (const item of news) {
		const publishedAt = momentOf(ctx.now(), item.publishedDaysAgo, NINE, ctx.settings.timeZone);
		await insert(ctx, loaded, {
			title: item.title,
			body: item.body,
			audience: item.audience === 'public' ? 'public' : 'members',
			pictureHash: pictures.get(item.picture)!.hash,
			pictureAlt: item.alternative,
			pinnedAt: item.pinned ? publishedAt : null,
			publishedAt
		});
	}
	for (const item of audienceNews) {
		const days = item.publishedDaysAgo;
		const id = await insert(ctx, loaded, {
			title: item.title,
			body: item.body,
			audience: 'members',
			publishedAt:
				days === null ? null : days < 0 ? inDays(ctx, -days) : momentOf(ctx.now(), days, NINE, ctx.settings.timeZone),
			acknowledgementAskedAt: item.acknowledge ? ctx.now() : null
		});
		for (const productId of item.products ?? [])
			await ctx.db.insertInto('newsProduct').values({ newsId: id, productId }).execute();
		for (const role of item.roles ?? []) await ctx.db.insertInto('newsRole').values({ newsId: id, role }).execute();
	}
}

interface Written {
	title: string;
	body: string;
	audience: 'public' | 'members';
	publishedAt: string | null;
	pictureHash?: string;
	pictureAlt?: string;
	pinnedAt?: string | null;
	acknowledgementAskedAt?: string | null;
}

async function insert(ctx: Loading, loaded: LoadedCast, written: Written): Promise<string> {
	const id = newId();
	const author: PersonKey = 'mona';
	const now = ctx.now();
	const moment = written.publishedAt && written.publishedAt < now ? written.publishedAt : now;
	await ctx.db
		.insertInto('news')
		.values({
			...{ pictureHash: null, pictureAlt: '', pinnedAt: null, acknowledgementAskedAt: null },
			...written,
			...{ id, withdrawnAt: null, requestKey: null, revision: 1 },
			...{ authorId: loaded.accountId(author), updatedBy: loaded.accountId(author) },
			...{ releasedAt: written.publishedAt === null ? null : moment, createdAt: moment, updatedAt: moment }
		})
		.execute();
	return id;
}

/** Early in the morning, so many days from now. */
function inDays({ now, settings: { timeZone } }: Loading, days: number): string {
	const day = dayAt(new Date(Date.parse(now()) + days * DAY_MS).toISOString(), timeZone);
	return momentAt(`${day}T07:00`, timeZone);
}
