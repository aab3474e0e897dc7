import { m } from '#lib/paraglide/messages.js';
import type { StaffRole } from '#server/platform/access.ts';
import type { MailKind } from '#server/platform/outbox.ts';
import { limitsOf } from '#server/platform/stored-limits.ts';
import { vendorOf } from '#server/vendor/domain.ts';
import { mintLink } from './domain.ts';
import * as staffStore from './staff-store.ts';
import * as store from './store.ts';

declare module '#server/platform/outbox.ts' {
	interface Events {
		/** `invitedAt` says which: one sent anew, or taken back, makes it pointless. */
		'staff.invited': { invitationId: string; invitedAt: string };
		'staff.role_changed': { accountId: string; role: StaffRole };
		'staff.removed': { accountId: string };
	}
}

const invited: MailKind<{ invitationId: string; invitedAt: string }> = {
	async recipients(ctx, { invitationId }) {
		const invitation = await staffStore.invitation(ctx.db, invitationId);
		if (!invitation) return [];
		const account = await store.findByEmail(ctx.db, invitation.email);
		return [{ email: invitation.email, locale: account?.locale ?? 'fr' }];
	},
	async compose(ctx, { invitationId, invitedAt }, { locale }) {
		const invitation = await staffStore.invitation(ctx.db, invitationId);
		if (invitation?.invitedAt !== invitedAt) return null;
		const account = await store.findByEmail(ctx.db, invitation.email);
		const inviter = await store.findById(ctx.db, invitation.invitedBy);
		await staffStore.deleteLinksTo(ctx.db, invitation.email);
		const token = await mintLink(ctx, { purpose: 'staff', email: invitation.email });
		const { name: vendor } = await vendorOf(ctx.db);
		const { invitationDays: days } = await limitsOf(ctx);
		const who = inviter ? `${inviter.firstName} ${inviter.lastName}` : vendor;
		return {
			subject: m.settings_mail_invited_subject({ vendor }, { locale }),
			body: [
				m.mails_hello({ name: invitation.firstName }, { locale }),
				m.settings_mail_invited_text({ who, vendor, role: roleNamed(invitation.role, locale) }, { locale }),
				account?.passwordHash
					? m.settings_mail_invited_known({}, { locale })
					: m.settings_mail_invited_password({}, { locale })
			],
			action: { label: m.mails_invited_action({}, { locale }), url: `${ctx.settings.origin}/join/${token}` },
			notes: [m.mails_invited_note({ days }, { locale }), m.settings_mail_invited_not_you({ vendor }, { locale })]
		};
	}
};

const roleChanged: MailKind<{ accountId: string; role: StaffRole }> = {
	async recipients(ctx, { accountId }) {
		const account = await store.findById(ctx.db, accountId);
		return account ? [{ email: account.email, locale: account.locale, accountId }] : [];
	},
	async compose(ctx, { accountId, role }, { locale }) {
		const account = await store.findById(ctx.db, accountId);
		// Changed once more meanwhile: the later mail says it.
		if (account?.staffRole !== role) return null;
		return {
			subject: m.settings_mail_role_subject({ role: roleNamed(role, locale) }, { locale }),
			body: [
				m.mails_hello({ name: account.firstName }, { locale }),
				role === 'manager' ? m.settings_mail_role_manager({}, { locale }) : m.settings_mail_role_agent({}, { locale })
			],
			action: { label: m.settings_mail_role_action({}, { locale }), url: `${ctx.settings.origin}/staff/tickets` }
		};
	}
};

const removed: MailKind<{ accountId: string }> = {
	recipients: roleChanged.recipients as MailKind<{ accountId: string }>['recipients'],
	async compose(ctx, { accountId }, { locale }) {
		const account = await store.findById(ctx.db, accountId);
		if (!account || account.staffRole !== null) return null;
		const { name: vendor } = await vendorOf(ctx.db);
		return {
			subject: m.settings_mail_removed_subject({ vendor }, { locale }),
			body: [
				m.mails_hello({ name: account.firstName }, { locale }),
				m.settings_mail_removed_text({ vendor }, { locale })
			]
		};
	}
};

const roleNamed = (role: StaffRole, locale: 'fr' | 'en'): string =>
	role === 'manager' ? m.settings_role_manager({}, { locale }) : m.settings_role_agent({}, { locale });

export const staffMails = { 'staff.invited': invited, 'staff.role_changed': roleChanged, 'staff.removed': removed };
