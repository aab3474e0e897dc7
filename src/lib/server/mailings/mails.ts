import { m } from '#lib/paraglide/messages.js';
import { transact } from '#server/platform/db.ts';
import type { MailContent } from '#server/platform/mail.ts';
import type { MailKind, Recipient } from '#server/platform/outbox.ts';
import { vendorOf } from '#server/vendor/domain.ts';
import { localeOf, standingNow } from './holdings.ts';
import { languageFor, letterOf } from './letter.ts';
import { recipients } from './lists.ts';
import { sampleReader } from './sample.ts';
import { haveOthersStandIn } from './standing-in.ts';
import * as store from './store.ts';

declare module '#server/platform/outbox.ts' {
	interface Events {
		'mailing.sent': { recipientId: number };
		'mailing.tested': { mailingId: string; accountId: string; locale: 'fr' | 'en' };
	}
}

/** A mailing to one of its people. What becomes of it is noted beside the recipient by triggers. */
const sent: MailKind<{ recipientId: number }> = {
	async recipients(ctx, { recipientId }) {
		const row = await recipients.find(ctx.db, recipientId);
		const mailing = row && (await store.find(ctx.db, row.mailingId));
		if (!mailing) return [];
		// Whether it is still to be sent is looked at when it is composed: a moment later, and once.
		return [{ email: row.email, locale: languageFor(mailing, await localeOf(ctx.db, row.email)) }];
	},
	async compose(ctx, { recipientId }, { locale }): Promise<MailContent | null> {
		const row = await recipients.find(ctx.db, recipientId);
		const mailing = row && (await store.find(ctx.db, row.mailingId));
		if (!mailing || mailing.cancelledAt) return null;
		const standing = await standingNow(ctx.db, mailing.id, row.email);
		// Access was cut, or the role taken, since it was handed out: a trigger notes that it did not leave.
		if (standing.length === 0) {
			await transact(ctx, ({ db }) => haveOthersStandIn(db, mailing.id, row.email));
			return null;
		}
		const { name } = await vendorOf(ctx.db);
		return letterOf(mailing, { ...standing[0]!, locale, standing }, name);
	}
};

/** The same to whoever of staff asked for it, as one of its people would see it, and marked. */
const tested: MailKind<{ mailingId: string; accountId: string; locale: 'fr' | 'en' }> = {
	async recipients({ db }, { accountId, locale }): Promise<Recipient[]> {
		const account = await db
			.selectFrom('account')
			.select('email')
			.where('id', '=', accountId)
			.where('staffRole', 'is not', null)
			.executeTakeFirst();
		return account ? [{ email: account.email, locale, accountId }] : [];
	},
	async compose(ctx, { mailingId }, { locale }) {
		const mailing = await store.find(ctx.db, mailingId);
		if (!mailing) return null;
		const { name } = await vendorOf(ctx.db);
		const letter = letterOf(mailing, await sampleReader(ctx.db, mailing, locale), name);
		return {
			...letter,
			subject: m.mailings_test_subject({ subject: letter.subject }, { locale }),
			body: [m.mailings_test_mark({}, { locale }), ...letter.body]
		};
	}
};

export const mailingMails = { 'mailing.sent': sent, 'mailing.tested': tested };
