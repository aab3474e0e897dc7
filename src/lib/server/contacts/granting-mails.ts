import { m } from '#lib/paraglide/messages.js';
import type { MailKind } from '#server/platform/outbox.ts';
import * as store from './store.ts';

declare module '#server/platform/outbox.ts' {
	interface Events {
		'contact.made_administrator': { contactId: string };
		'contact.made_user': { contactId: string };
	}
}

/** To the person, who can do more from now on, and to the other administrators: whoever joins them can do what they can. */
const madeAdministrator: MailKind<{ contactId: string }> = {
	async recipients(ctx, { contactId }) {
		const contact = await store.findById(ctx.db, contactId);
		return contact ? store.activeAdministrators(ctx.db, contact.structureId) : [];
	},
	async compose(ctx, { contactId }, { locale, accountId }) {
		const contact = await store.findWithAccount(ctx.db, contactId);
		if (contact?.access !== 'active' || contact.role !== 'administrator' || !accountId) return null;
		if (!(await store.isAdministrator(ctx.db, accountId, contact.structureId))) return null;
		const name = `${contact.firstName} ${contact.lastName}`;
		const { structureId, structureName: structure } = contact;
		if (accountId === contact.accountId) {
			return {
				subject: m.mails_contact_you_administrator_subject({ structure }, { locale }),
				body: [
					m.mails_hello({ name: contact.firstName }, { locale }),
					m.mails_contact_you_administrator_text({ structure }, { locale })
				],
				action: {
					label: m.mails_contact_you_administrator_action({}, { locale }),
					url: `${ctx.settings.origin}/s/${structureId}`
				}
			};
		}
		return {
			subject: m.inbox_mail_contact_made_administrator_subject({ name }, { locale }),
			body: [
				m.inbox_mail_contact_made_administrator_text({ name, structure }, { locale }),
				m.inbox_mail_contact_made_administrator_note({}, { locale })
			],
			action: {
				label: m.inbox_mail_contact_made_administrator_action({}, { locale }),
				url: `${ctx.settings.origin}/s/${structureId}/contacts`
			}
		};
	}
};

/** To the person, who finds fewer buttons than the day before. */
const madeUser: MailKind<{ contactId: string }> = {
	async recipients(ctx, { contactId }) {
		const contact = await store.findWithAccount(ctx.db, contactId);
		return contact?.accountEmail && contact.locale
			? [{ email: contact.accountEmail, locale: contact.locale, accountId: contact.accountId! }]
			: [];
	},
	async compose(ctx, { contactId }, { locale }) {
		const contact = await store.findWithAccount(ctx.db, contactId);
		if (contact?.access !== 'active' || contact.role !== 'user') return null;
		const { firstName: name, structureName: structure } = contact;
		return {
			subject: m.mails_contact_made_user_subject({ structure }, { locale }),
			body: [m.mails_hello({ name }, { locale }), m.mails_contact_made_user_text({ structure }, { locale })]
		};
	}
};

export const grantingMails = { 'contact.made_administrator': madeAdministrator, 'contact.made_user': madeUser };
