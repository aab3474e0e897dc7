import './table.ts';
import { sql } from 'kysely';
import { m } from '#lib/paraglide/messages.js';
import { recordAudit } from '#server/audit/domain.ts';
import type { Base } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { enqueue, type MailKind, type Recipient } from '#server/platform/outbox.ts';
import { vendorOf } from '#server/vendor/domain.ts';
import { isActive, MEANT_FOR_READER } from './audience.ts';
import * as store from './store.ts';

declare module '#server/platform/outbox.ts' {
	interface Events {
		/** An item went online that everybody it is meant for is asked to confirm. */
		'news.asked': { newsId: string };
	}
}

/** To those it is meant for who are told by their devices: everybody else finds it on their home page, as ever. */
const asked: MailKind<{ newsId: string }> = {
	recipients: (ctx, { newsId }) => told(ctx.db, newsId, ctx.now()).execute(),
	async compose(ctx, { newsId }, { accountId, locale }) {
		if (!accountId) return null;
		const row = await store.find(ctx.db, { kind: 'person', accountId }, ctx.now(), newsId);
		if (!row || row.acknowledgementAskedAt === null || row.acknowledgedAt !== null) return null;
		const reader = await readerOf(ctx.db, newsId, accountId).executeTakeFirst();
		if (!reader) return null;
		const { title } = row;
		const vendor = (await vendorOf(ctx.db)).name;
		return {
			subject: m.news_mail_asked_subject({ title }, { locale }),
			body: [
				m.mails_hello({ name: reader.firstName }, { locale }),
				m.news_mail_asked_text({ vendor, title }, { locale })
			],
			action: {
				label: m.news_mail_asked_action({}, { locale }),
				url: `${ctx.settings.origin}/s/${reader.structureId}/news/${newsId}`
			}
		};
	}
};

/** Where somebody reads it: in the first of their structures it is meant for. */
const readerOf = (db: Db | Trx, newsId: string, accountId: string) =>
	db
		.selectFrom('news')
		.innerJoin('contact as reader', (join) => join.on('reader.accountId', '=', accountId))
		.select(['reader.structureId', 'reader.firstName'])
		.where('news.id', '=', newsId)
		.where(isActive('reader'))
		.where((eb) => eb.or([eb('news.audience', '=', 'public'), MEANT_FOR_READER]))
		.orderBy('reader.id');

const told = (db: Db | Trx, newsId: string, now: string) =>
	db
		.selectFrom('news')
		.innerJoin('account', (join) =>
			join.on((eb) =>
				eb.exists(
					eb
						.selectFrom('pushSubscription')
						.select(sql.lit(1).as('one'))
						.whereRef('pushSubscription.accountId', '=', 'account.id')
				)
			)
		)
		.select((eb) => ['account.id as accountId', 'account.email', eb.ref('account.locale').as('locale')])
		.where('news.id', '=', newsId)
		.where('news.acknowledgementAskedAt', 'is not', null)
		.where('news.releasedAt', 'is not', null)
		.where('news.publishedAt', '<=', now)
		.where((eb) => eb.or([eb('news.withdrawnAt', 'is', null), eb('news.withdrawnAt', '>', now)]))
		.where((eb) =>
			eb.exists(
				eb
					.selectFrom('contact as reader')
					.select('reader.id')
					.whereRef('reader.accountId', '=', 'account.id')
					.where(isActive('reader'))
					.where((eb) => eb.or([eb('news.audience', '=', 'public'), MEANT_FOR_READER]))
			)
		)
		.where((eb) =>
			eb.not(
				eb.exists(
					eb
						.selectFrom('newsAcknowledgement')
						.select('newsId')
						.whereRef('newsAcknowledgement.newsId', '=', 'news.id')
						.whereRef('newsAcknowledgement.accountId', '=', 'account.id')
				)
			)
		)
		.$castTo<Recipient & { accountId: string }>();

export const newsMails = { 'news.asked': asked };

/** Items that went online, by hand or by their date, and are to be confirmed: each is told once. */
export async function tellOfNews(ctx: Base): Promise<void> {
	const untold = await newlyOnline(ctx.db, ctx.now()).execute();
	for (const { id } of untold)
		await transact(ctx, async (ctx) => {
			await ctx.db.updateTable('news').set({ toldAt: ctx.now() }).where('id', '=', id).execute();
			await enqueue(ctx, 'news.asked', { newsId: id }, { bulk: true });
			await recordAudit(ctx, 'news.told', id);
		});
}

export const newlyOnline = (db: Db | Trx, now: string) =>
	db
		.selectFrom('news')
		.select('id')
		.where('acknowledgementAskedAt', 'is not', null)
		.where('releasedAt', 'is not', null)
		.where('toldAt', 'is', null)
		.where('publishedAt', '<=', now)
		.where((eb) => eb.or([eb('withdrawnAt', 'is', null), eb('withdrawnAt', '>', now)]))
		.orderBy('publishedAt')
		.orderBy('id')
		.limit(20);
