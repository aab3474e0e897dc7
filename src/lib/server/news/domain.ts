import { m } from '#lib/paraglide/messages.js';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { renderMarkdown } from '#server/platform/markdown.ts';
import { summaries, versionOf, type NewsSummary } from './shown.ts';
import * as staffStore from './staff-store.ts';
import * as store from './store.ts';

export { tellOfNews } from './mails.ts';

const ON_A_PAGE = 12;
const IN_THE_COLUMN = 4;
const IN_THE_FEED = 30;
/** More than that is said as « more than ». */
const MOST_AWAITED = 99;

type Page = { news: NewsSummary[]; next: string | null };
type Marked = { after?: string | undefined };
export type ReadNews = NewsSummary & { html: string };

const ANYBODY: store.Eyes = { kind: 'anybody' };
const eyesOf = ({ actor }: Ctx<'member'>): store.Eyes & { kind: 'reader' } => ({
	kind: 'reader',
	contactId: actor.contact.id,
	accountId: actor.account.id
});

/** The newest of the news anybody may read. */
export const latestNews = async (ctx: Ctx): Promise<NewsSummary[]> =>
	summaries(ctx.db, await store.list(ctx.db, ANYBODY, ctx.now(), undefined, IN_THE_COLUMN));

/** The newest of them by their date alone, for programs that read along. */
export async function newsForFeed(ctx: Ctx): Promise<NewsSummary[]> {
	const news = await summaries(ctx.db, await store.list(ctx.db, ANYBODY, ctx.now(), undefined, IN_THE_FEED));
	return news.sort((one, other) => other.publishedAt.localeCompare(one.publishedAt));
}

/** A page of the news anybody may read. */
export const publicNews = (ctx: Ctx, asked: Marked): Promise<Page> => page(ctx, ANYBODY, asked);

/** A page of the news of one structure: the public ones, and those meant for whoever reads. */
export const insideNews = (ctx: Ctx<'member'>, asked: Marked): Promise<Page> => page(ctx, eyesOf(ctx), asked);

/** One public item in full, its Markdown made safe HTML. */
export const readPublic = (ctx: Ctx, { id }: { id: string }): Promise<ReadNews> => read(ctx, ANYBODY, id);

/** One item in full. What is not meant for the reader in this structure is missing. */
export const readInside = (ctx: Ctx<'member'>, { id }: { id: string }): Promise<ReadNews> => read(ctx, eyesOf(ctx), id);

async function page(ctx: Pick<Ctx, 'db' | 'now'>, eyes: store.Eyes, { after }: Marked): Promise<Page> {
	const rows = await store.list(ctx.db, eyes, ctx.now(), placeOf(after), ON_A_PAGE + 1);
	const shown = rows.slice(0, ON_A_PAGE);
	const last = shown.at(-1);
	return {
		news: await summaries(ctx.db, shown),
		next: last && rows.length > ON_A_PAGE ? [last.pinned, last.publishedAt, last.id].join('~') : null
	};
}

/** A mark nobody made is none. */
function placeOf(mark: string | undefined): store.Place | undefined {
	const [pinned, publishedAt, id] = mark?.split('~') ?? [];
	return publishedAt && id && (pinned === '0' || pinned === '1')
		? { pinned: Number(pinned), publishedAt, id }
		: undefined;
}

async function read(ctx: Pick<Ctx, 'db' | 'now'>, eyes: store.Eyes, id: string): Promise<ReadNews> {
	const row = await store.find(ctx.db, eyes, ctx.now(), id);
	if (!row) throw missing();
	const [summary] = await summaries(ctx.db, [row]);
	return { ...summary!, html: renderMarkdown(row.body) };
}

const missing = () => new AppError('not_found', m.errors_not_found());

/** A picture of an item the caller may read in one of their structures; staff may have any. */
export async function newsPicture(ctx: Ctx, { id, version }: { id: string; version: string }) {
	const { account } = ctx.actor;
	const eyes: store.Eyes = account ? { kind: 'person', accountId: account.id } : ANYBODY;
	const row = account?.staffRole ? await staffStore.find(ctx.db, id) : await store.find(ctx.db, eyes, ctx.now(), id);
	if (!row?.pictureHash) throw missing();
	const sizes = [row.pictureHash, ...(await store.pictures(ctx.db, [id])).map(({ hash }) => hash)];
	const hash = sizes.find((size) => versionOf(size) === version);
	const file = hash && (await store.storedFile(ctx.db, hash));
	if (!file) throw missing();
	return file;
}

/** What the caller has still to say that they have read in this structure: how many, and the first. */
export async function awaitedNews(ctx: Ctx<'member'>) {
	const rows = await store.unacknowledged(ctx.db, eyesOf(ctx), ctx.now(), MOST_AWAITED);
	return { count: rows.length, first: rows.slice(0, 3).map(({ id, title }) => ({ id, title })) };
}

/** « J'ai pris connaissance ». Said once: saying it again changes nothing, neither does saying it of what nobody asks it of. */
export async function acknowledgeNews(ctx: Ctx<'member'>, { id }: { id: string }): Promise<void> {
	await transact(ctx, async (ctx) => {
		const row = await store.find(ctx.db, eyesOf(ctx), ctx.now(), id);
		if (!row) throw missing();
		if (row.acknowledgementAskedAt === null) return;
		if (await store.acknowledge(ctx.db, id, ctx.actor.account.id, ctx.now()))
			await recordAudit(ctx, 'news.acknowledged', id);
	});
}
