import { m } from '#lib/paraglide/messages.js';
import type { ChangeNewsInput, CreateNewsInput, WrittenNews } from '#lib/schemas/news.ts';
import { recordAudit } from '#server/audit/domain.ts';
import { forgetStored, takePicture, waiting as waitingFiles, type PictureSize } from '#server/files/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { checked, hasEnded, isWider, type Before, type Dates } from './checking.ts';
import { saysTheSame } from './sent-again.ts';
import * as staffStore from './staff-store.ts';
import * as store from './store.ts';

/** In pixels: a phone, a card or a phone of good resolution, and a wide page. */
const PICTURE_WIDTHS = [480, 960, 1600];

type Writing = Omit<Ctx<'staff'>, 'db'> & { db: Trx };
type Sizes = PictureSize[] | null;

/** Writes a new item, a draft unless it is published at once. Sent twice by the same form it is one. */
export async function createNews(ctx: Ctx<'staff'>, input: CreateNewsInput): Promise<{ id: string }> {
	const known = () => staffStore.findByKey(ctx.db, input.requestKey);
	const before = await known();
	if (before) return sentAgain(ctx, input, before.id);
	await checked(ctx, input, null);
	const made = await insert(ctx, input).catch(async (refusal: unknown) => {
		// Its picture may be gone because the same form took it a moment ago.
		if (!(await known())) throw refusal;
		return null;
	});
	return made ?? sentAgain(ctx, input, (await known())!.id);
}

/** Null where the same form has made it already. */
const insert = (ctx: Ctx<'staff'>, input: CreateNewsInput): Promise<{ id: string } | null> =>
	written(ctx, input, async (ctx, sizes) => {
		if (await staffStore.findByKey(ctx.db, input.requestKey)) return null;
		const dates = await checked(ctx, input, null);
		const [id, now, by] = [newId(), ctx.now(), ctx.actor.account.id];
		await staffStore.insert(ctx.db, {
			...valuesOf(ctx, input, dates, null),
			...{ id, authorId: by, createdAt: now, requestKey: input.requestKey, revision: 1 },
			...{ releasedAt: input.publish ? now : null, pictureHash: sizes?.at(-1)?.hash ?? null }
		});
		await staffStore.setAudience(ctx.db, id, input);
		if (sizes) await staffStore.setPictures(ctx.db, id, sizes);
		await recordAudit(ctx, 'news.created', id, { title: input.title });
		if (input.publish) await recordAudit(ctx, 'news.published', id, { audience: audienceOf(input) });
		if (input.pinned) await recordAudit(ctx, 'news.pinned', id);
		return { id };
	});

/** A form whose answer was lost may have been finished before it was sent again: then it changes what it made. */
async function sentAgain(ctx: Ctx<'staff'>, input: CreateNewsInput, id: string): Promise<{ id: string }> {
	const before = await standing(ctx, id);
	const { authorId, revision, releasedAt } = before.news;
	const waiting = await waitingFiles(ctx, { ids: input.files });
	if (waiting.length === 0 && saysTheSame(input, before, ctx.settings.timeZone)) return { id };
	const isTheirs = authorId === ctx.actor.account.id && revision === 1;
	if (!isTheirs || (releasedAt && isWider(input, before.audience)))
		throw new AppError('conflict', m.news_made_meanwhile());
	const { requestKey: _key, ...values } = input;
	await changeNews(ctx, { ...values, files: waiting.map(({ id }) => id), id, seen: revision, widened: false });
	return { id };
}

/**
 * Changes an item, and publishes a draft where that is asked. `conflict` when somebody else changed it since it was
 * seen; what more people could then read, once it is online, is asked about first.
 */
export async function changeNews(ctx: Ctx<'staff'>, input: ChangeNewsInput): Promise<void> {
	await checked(ctx, input, await unchanged(ctx, input));
	const gone = await written(ctx, input, async (ctx, sizes) => {
		const before = await unchanged(ctx, input);
		const dates = await checked(ctx, input, before);
		const { news } = before;
		const released = news.releasedAt ?? (input.publish ? ctx.now() : null);
		const replaced = news.pictureHash !== null && (sizes !== null || input.removePicture);
		const gone = replaced ? await picturesOf(ctx.db, news) : [];
		await staffStore.update(ctx.db, news.id, {
			...valuesOf(ctx, input, dates, news),
			...(sizes ? { pictureHash: sizes.at(-1)!.hash } : replaced ? { pictureHash: null } : {}),
			releasedAt: released
		});
		await staffStore.setAudience(ctx.db, news.id, input);
		if (sizes || replaced) await staffStore.setPictures(ctx.db, news.id, sizes ?? []);
		await recordAudit(ctx, 'news.changed', news.id, {
			...{ title: input.title, audience: audienceOf(input) },
			...(replaced ? { picture: sizes ? 'replaced' : 'removed' } : {})
		});
		const isBack = hasEnded(news, ctx.now()) && (dates.until === null || dates.until > ctx.now());
		if ((!news.releasedAt && released) || isBack)
			await recordAudit(ctx, 'news.published', news.id, { audience: audienceOf(input) });
		if ((news.pinnedAt !== null) !== input.pinned)
			await recordAudit(ctx, input.pinned ? 'news.pinned' : 'news.unpinned', news.id);
		return gone;
	});
	await forgetStored(ctx, gone);
}

/** With the sizes of a picture that was put, in one transaction with it. */
const written = <R>(ctx: Ctx<'staff'>, { files }: WrittenNews, work: (ctx: Writing, sizes: Sizes) => Promise<R>) =>
	files[0] === undefined
		? transact(ctx, (ctx) => work(ctx, null))
		: takePicture(ctx, files[0], PICTURE_WIDTHS, (ctx, sizes) => work(ctx, sizes));

function valuesOf(
	ctx: Writing,
	input: WrittenNews & { publish: boolean },
	{ from, until }: Dates,
	news: staffStore.News | null
) {
	const now = ctx.now();
	const released = news?.releasedAt != null;
	// What is online stays so since when it was; what is released with no date is online from now on.
	const open = released && news.publishedAt! <= now ? news.publishedAt : released || input.publish ? now : null;
	return {
		title: input.title,
		body: input.body,
		audience: input.audience,
		pictureAlt: input.alternative,
		publishedAt: from ?? open,
		firstOnlineAt: news && onlineBefore(news, now),
		withdrawnAt: until,
		pinnedAt: input.pinned ? (news?.pinnedAt ?? now) : null,
		acknowledgementAskedAt: input.acknowledge ? (news?.acknowledgementAskedAt ?? now) : null,
		updatedAt: now,
		updatedBy: ctx.actor.account.id
	};
}

/** Since when people could read it; null where nobody could yet. */
const onlineBefore = ({ firstOnlineAt, releasedAt, publishedAt }: staffStore.News, now: string): string | null =>
	firstOnlineAt ?? (releasedAt && publishedAt! <= now ? publishedAt : null);

const audienceOf = ({ audience, products, roles }: WrittenNews) => ({ audience, products, roles });

/** The item as it was seen, or a refusal that says who has changed it meanwhile. */
async function unchanged(ctx: Pick<Ctx, 'db'>, { id, seen }: { id: string; seen: number }): Promise<Before> {
	const before = await standing(ctx, id);
	if (before.news.revision !== seen) {
		const name = (await staffStore.nameOf(ctx.db, before.news.updatedBy)) ?? '';
		throw new AppError('conflict', m.news_changed_meanwhile({ name }), { fields: { seen: m.news_see_theirs() } });
	}
	return before;
}

/** The item as it is now, with whom it is for. */
async function standing(ctx: Pick<Ctx, 'db'>, id: string): Promise<Before> {
	const news = await found(ctx, id);
	const { products, roles } = await staffStore.audiences(ctx.db, [id]);
	const audience = {
		audience: news.audience,
		products: (products.get(id) ?? []).map(({ id }) => id),
		roles: roles.get(id) ?? []
	};
	return { news, audience };
}

async function found(ctx: Pick<Ctx, 'db'>, id: string): Promise<staffStore.News> {
	const news = await staffStore.find(ctx.db, id);
	if (!news) throw new AppError('not_found', m.errors_not_found());
	return news;
}

const picturesOf = async (db: Trx, { id, pictureHash }: staffStore.News): Promise<string[]> => [
	...new Set([...(pictureHash ? [pictureHash] : []), ...(await store.pictures(db, [id])).map(({ hash }) => hash)])
];

/**
 * Takes an item off: one that is online ends now, one that was to come is a draft again. What was online before and was to
 * come back has ended, as before: people have read it, and said so.
 */
export function endNews(ctx: Ctx<'staff'>, { id }: { id: string }): Promise<void> {
	return transact(ctx, async (ctx) => {
		const news = await found(ctx, id);
		const now = ctx.now();
		if (!news.releasedAt || hasEnded(news, now)) throw new AppError('conflict', m.news_not_online());
		const by = { updatedAt: now, updatedBy: ctx.actor.account.id };
		if (news.publishedAt! > now) {
			const ended = news.firstOnlineAt && { publishedAt: news.firstOnlineAt, withdrawnAt: now };
			await staffStore.update(ctx.db, id, { ...(ended ?? { releasedAt: null }), ...by });
			await recordAudit(ctx, 'news.unscheduled', id);
		} else {
			await staffStore.update(ctx.db, id, { withdrawnAt: now, ...by });
			await recordAudit(ctx, 'news.ended', id);
		}
	});
}

/** Deletes a draft, picture included. What was ever published is kept: people have read it, and said so. */
export async function discardNews(ctx: Ctx<'staff'>, { id }: { id: string }): Promise<void> {
	const gone = await transact(ctx, async (ctx) => {
		const news = await found(ctx, id);
		if (news.releasedAt) throw new AppError('conflict', m.news_no_draft());
		const gone = await picturesOf(ctx.db, news);
		await staffStore.remove(ctx.db, id);
		await recordAudit(ctx, 'news.discarded', id, { title: news.title });
		return gone;
	});
	await forgetStored(ctx, gone);
}
