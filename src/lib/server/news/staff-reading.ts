import { m } from '#lib/paraglide/messages.js';
import type { NewsState } from '#lib/schemas/news-choices.ts';
import type { NewsReachInput, PreviewNewsInput } from '#lib/schemas/news.ts';
import { waitingFile } from '#server/files/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import { renderMarkdown } from '#server/platform/markdown.ts';
import { momentAt, wallClockOf } from '#server/platform/wall-clock.ts';
import { hasEnded } from './checking.ts';
import { reach } from './counting.ts';
import type { ReadNews } from './domain.ts';
import { excerptOf, pictureOf, type ShownPicture } from './shown.ts';
import * as staffStore from './staff-store.ts';
import * as store from './store.ts';

const ON_A_PAGE = 25;

export function stateOf(news: staffStore.News, now: string): NewsState {
	if (!news.releasedAt) return 'draft';
	if (hasEnded(news, now)) return 'ended';
	return news.publishedAt! > now ? 'scheduled' : 'online';
}

/** A page of the items in one state. */
export async function staffNews(ctx: Ctx<'staff'>, { state, after }: { state: NewsState; after?: string | undefined }) {
	const now = ctx.now();
	const rows = await staffStore.page(ctx.db, state, now, markOf(after), ON_A_PAGE + 1);
	const shown = rows.slice(0, ON_A_PAGE);
	const { products, roles } = await staffStore.audiences(
		ctx.db,
		shown.map(({ id }) => id)
	);
	const last = shown.at(-1);
	return {
		news: shown.map((row) => ({
			id: row.id,
			title: row.title,
			pinned: row.pinned === 1,
			publishedAt: row.publishedAt,
			withdrawnAt: row.withdrawnAt,
			updatedAt: row.updatedAt,
			asksAcknowledgement: row.acknowledgementAskedAt !== null,
			audience: row.audience,
			products: products.get(row.id) ?? [],
			roles: roles.get(row.id) ?? []
		})),
		next: last && rows.length > ON_A_PAGE ? [last.pinned, orderedBy(last, state), last.id].join('~') : null
	};
}

const orderedBy = (row: staffStore.News, state: NewsState): string =>
	(state === 'draft' ? row.updatedAt : state === 'ended' ? row.withdrawnAt : row.publishedAt)!;

function markOf(mark: string | undefined): staffStore.Mark | undefined {
	const [pinned, at, id] = mark?.split('~') ?? [];
	return at && id ? { pinned: pinned === '1' ? 1 : 0, at, id } : undefined;
}

/** An item with all that its editor shows; its dates as the clock of the portal's place shows them. */
export async function staffReadNews(ctx: Ctx<'staff'>, { id }: { id: string }) {
	const news = await staffStore.find(ctx.db, id);
	if (!news) throw new AppError('not_found', m.errors_not_found());
	const { timeZone } = ctx.settings;
	const { products, roles } = await staffStore.audiences(ctx.db, [id]);
	const audience = {
		audience: news.audience,
		products: products.get(id) ?? [],
		roles: roles.get(id) ?? []
	};
	const wall = (moment: string | null) => (moment ? wallClockOf(moment, timeZone) : '');
	return {
		id,
		state: stateOf(news, ctx.now()),
		revision: news.revision,
		title: news.title,
		body: news.body,
		...audience,
		pinned: news.pinned === 1,
		acknowledge: news.acknowledgementAskedAt !== null,
		from: wall(news.publishedAt),
		until: wall(news.withdrawnAt),
		publishedAt: news.publishedAt,
		/** Whether people could read it before it was to come: it is no draft any more. */
		wasOnline: news.firstOnlineAt !== null,
		withdrawnAt: news.withdrawnAt,
		picture: pictureOf(known(news), await store.pictures(ctx.db, [id])),
		updatedAt: news.updatedAt,
		updatedBy: await staffStore.nameOf(ctx.db, news.updatedBy),
		reach: await reach(ctx.db, { ...audience, products: audience.products.map(({ id }) => id) })
	};
}

const known = (news: NonNullable<Awaited<ReturnType<typeof staffStore.find>>>) => ({
	...news,
	publishedAt: news.publishedAt ?? ''
});

/** What an editor may choose among: the products in use, and those an item has already. */
export async function newsChoices(ctx: Ctx<'staff'>) {
	const products = await staffStore.products(ctx.db);
	return {
		products: products.map(({ id, name, retiredAt }) => ({ id, name, retired: retiredAt !== null })),
		timeZone: ctx.settings.timeZone
	};
}

/** How many people an audience would be now. */
export const newsReach = (ctx: Ctx<'staff'>, audience: NewsReachInput) => reach(ctx.db, audience);

/** An item as customers would see it, from what stands in the editor; nothing is kept. */
export async function previewNews(ctx: Ctx<'staff'>, input: PreviewNewsInput) {
	const before = input.id ? await staffReadNews(ctx, { id: input.id }) : null;
	const from = input.from ? momentAt(input.from, ctx.settings.timeZone) : (before?.publishedAt ?? ctx.now());
	const news: ReadNews = {
		id: before?.id ?? '',
		title: input.title,
		excerpt: excerptOf(input.body),
		html: renderMarkdown(input.body),
		publishedAt: from,
		pinned: input.pinned,
		picture: await previewed(ctx, input, before?.picture ?? null),
		acknowledgement: input.acknowledge ? { at: null } : null
	};
	const names = await staffStore.products(ctx.db);
	return {
		news,
		audience: input.audience,
		products: names.filter(({ id }) => input.products.includes(id)).map(({ name }) => name),
		roles: input.roles,
		reach: await reach(ctx.db, input)
	};
}

async function previewed(
	ctx: Ctx<'staff'>,
	{ files: [upload], removePicture, alternative }: PreviewNewsInput,
	before: ShownPicture | null
): Promise<ShownPicture | null> {
	if (upload === undefined) return before && !removePicture ? { ...before, alt: alternative } : null;
	const file = await waitingFile(ctx.db, ctx.actor.account.id, upload, ctx.now());
	if (!file || file.width === null || file.height === null)
		throw new AppError('invalid', m.errors_invalid(), {
			fields: { files: file ? m.files_no_picture() : m.files_gone() }
		});
	return {
		src: `/staff/news/picture/${upload}`,
		srcset: '',
		alt: alternative,
		width: file.width,
		height: file.height
	};
}

/** A picture of the caller's own that waits to be part of an item. */
export async function waitingPicture(ctx: Ctx<'staff'>, { upload }: { upload: string }) {
	const file = await waitingFile(ctx.db, ctx.actor.account.id, upload, ctx.now());
	if (!file || file.width === null) throw new AppError('not_found', m.errors_not_found());
	return { hash: file.hash, type: file.type, size: file.size };
}
