import { m } from '#lib/paraglide/messages.js';
import { hashSecret } from '#server/platform/ids.ts';
import type { MailKind } from '#server/platform/outbox.ts';
import { vendorOf } from '#server/vendor/domain.ts';
import { mintLink } from './domain.ts';
import * as changes from './email-change-store.ts';
import * as store from './store.ts';

declare module '#server/platform/outbox.ts' {
	interface Events {
		'account.email_change': { changeId: string };
		'account.email_changed': { accountId: string; from: string };
	}
}

/** The new address gets the link that proves it, the old one is warned while it can still object. */
const asked: MailKind<{ changeId: string }> = {
	forAddress: true,
	async recipients(ctx, { changeId }) {
		const change = await changes.find(ctx.db, changeId);
		const account = change && (await store.findById(ctx.db, change.accountId));
		if (!change || !account) return [];
		const { locale } = account;
		return [
			{ email: change.email, locale },
			{ email: account.email, locale, accountId: account.id }
		];
	},
	async compose(ctx, { changeId }, { email, locale }) {
		const change = await changes.find(ctx.db, changeId);
		const account = change && (await store.findById(ctx.db, change.accountId));
		if (!account || account.staffRole !== null || change.settledAt || change.expiresAt <= ctx.now()) return null;
		const vendor = (await vendorOf(ctx.db)).name;
		if (email !== change.email)
			return {
				subject: m.inbox_mail_email_change_old_subject({}, { locale }),
				body: [
					m.mails_hello({ name: account.firstName }, { locale }),
					m.inbox_mail_email_change_old_text({ vendor }, { locale })
				],
				notes: [m.inbox_mail_email_change_old_note({}, { locale })]
			};
		const token = await mintLink(ctx, { purpose: 'email', accountId: account.id });
		await changes.setToken(ctx.db, change.id, hashSecret(token));
		return {
			subject: m.inbox_mail_email_change_subject({}, { locale }),
			body: [
				m.mails_hello({ name: account.firstName }, { locale }),
				m.inbox_mail_email_change_text({ vendor, email }, { locale })
			],
			action: { label: m.inbox_mail_email_change_action({}, { locale }), url: `${ctx.settings.origin}/email/${token}` },
			notes: [m.inbox_mail_email_change_days({}, { locale }), m.mails_not_you({}, { locale })]
		};
	}
};

/** To both: the old address hears that it no longer opens anything. */
const changed: MailKind<{ accountId: string; from: string }> = {
	forAddress: true,
	async recipients(ctx, { accountId, from }) {
		const account = await store.findById(ctx.db, accountId);
		if (!account) return [];
		const { email, locale } = account;
		return [
			{ email, locale, accountId },
			{ email: from, locale }
		];
	},
	async compose(ctx, { accountId, from }, { email, locale }) {
		const account = await store.findById(ctx.db, accountId);
		if (!account) return null;
		const hello = m.mails_hello({ name: account.firstName }, { locale });
		if (email === from)
			return {
				subject: m.inbox_mail_email_changed_old_subject({}, { locale }),
				body: [hello, m.inbox_mail_email_changed_old_text({}, { locale })],
				notes: [m.inbox_mail_email_change_old_note({}, { locale })]
			};
		return {
			subject: m.inbox_mail_email_changed_subject({}, { locale }),
			body: [hello, m.inbox_mail_email_changed_text({ email }, { locale })],
			action: { label: m.inbox_mail_email_changed_action({}, { locale }), url: `${ctx.settings.origin}/login` }
		};
	}
};

export const emailChangeMails = { 'account.email_change': asked, 'account.email_changed': changed };
