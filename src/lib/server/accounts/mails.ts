import { m } from '#lib/paraglide/messages.js';
import type { MailKind } from '#server/platform/outbox.ts';
import { activationMail, activationRecipient } from './activation-mails.ts';
import { mintLink } from './domain.ts';
import * as store from './store.ts';

declare module '#server/platform/outbox.ts' {
	interface Events {
		'account.sign_up': { signUpId: string };
		'account.password_forgotten': { email: string };
		'account.password_changed': { accountId: string };
	}
}

const signUp: MailKind<{ signUpId: string }> = {
	async recipients(ctx, { signUpId }) {
		const row = await store.findSignUp(ctx.db, signUpId);
		return row ? [{ email: row.email, locale: row.locale }] : [];
	},
	async compose(ctx, { signUpId }, { email, locale }) {
		const row = await store.findSignUp(ctx.db, signUpId);
		if (!row) return null;
		const { origin } = ctx.settings;
		const account = await store.findByEmail(ctx.db, email);
		if (account?.staffRemovedAt) return null;
		if (account?.passwordHash) {
			return {
				subject: m.mails_sign_up_known_subject({}, { locale }),
				body: [m.mails_hello({ name: account.firstName }, { locale }), m.mails_sign_up_known_text({}, { locale })],
				action: { label: m.mails_sign_up_known_action({}, { locale }), url: `${origin}/login` },
				notes: [
					m.mails_sign_up_known_forgotten({ url: `${origin}/password/forgotten` }, { locale }),
					m.mails_not_you({}, { locale })
				]
			};
		}
		const token = await mintLink(ctx, { purpose: 'sign_up', signUpId, accountId: null });
		return {
			subject: m.mails_sign_up_subject({}, { locale }),
			// No name: whoever signs up types it, and this mail may go to a stranger.
			body: [m.mails_hello_plain({}, { locale }), m.mails_sign_up_text({}, { locale })],
			action: { label: m.mails_sign_up_action({}, { locale }), url: `${origin}/verify/${token}` },
			notes: [m.mails_link_24h({}, { locale }), m.mails_not_you({}, { locale })]
		};
	}
};

const passwordForgotten: MailKind<{ email: string }> = {
	forAddress: true,
	async recipients(ctx, { email }) {
		const account = await store.findByEmail(ctx.db, email);
		if (account?.staffRemovedAt) return [];
		if (account) return [{ email, locale: account.locale, accountId: account.id }];
		const awaited = await activationRecipient(ctx, email);
		return awaited ? [awaited] : [];
	},
	async compose(ctx, _event, recipient) {
		const { email, locale } = recipient;
		// Somebody who never came has no password to replace: they are sent what brings them in.
		const activation = await activationMail(ctx, recipient);
		if (activation) return activation;
		const account = await store.findByEmail(ctx.db, email);
		if (!account || account.staffRemovedAt) return null;
		const token = await mintLink(ctx, { purpose: 'password', accountId: account.id });
		const first = account.passwordHash === null;
		return {
			subject: first ? m.mails_activate_subject({}, { locale }) : m.mails_reset_subject({}, { locale }),
			body: [
				m.mails_hello({ name: account.firstName }, { locale }),
				first ? m.mails_activate_text({}, { locale }) : m.mails_reset_text({}, { locale })
			],
			action: { label: m.mails_reset_action({}, { locale }), url: `${ctx.settings.origin}/password/${token}` },
			notes: [m.mails_link_24h({}, { locale }), m.mails_not_you({}, { locale })]
		};
	}
};

const passwordChanged: MailKind<{ accountId: string }> = {
	async recipients(ctx, { accountId }) {
		const account = await store.findById(ctx.db, accountId);
		return account ? [{ email: account.email, locale: account.locale, accountId }] : [];
	},
	async compose(ctx, { accountId }, { locale }) {
		const account = await store.findById(ctx.db, accountId);
		if (!account) return null;
		return {
			subject: m.mails_password_changed_subject({}, { locale }),
			body: [m.mails_hello({ name: account.firstName }, { locale }), m.mails_password_changed_text({}, { locale })],
			action: {
				label: m.mails_password_changed_action({}, { locale }),
				url: `${ctx.settings.origin}/password/forgotten`
			}
		};
	}
};

export const accountMails = {
	'account.sign_up': signUp,
	'account.password_forgotten': passwordForgotten,
	'account.password_changed': passwordChanged
};
