import { m } from '#lib/paraglide/messages.js';
import type { MailKind } from '#server/platform/outbox.ts';
import * as store from './store.ts';

declare module '#server/platform/outbox.ts' {
	interface Events {
		'contact.made_administrator': { contactId: string };
		'contact.made_user': { contactId: string };
	}
}

/** To the structure's other administrators: whoever joins them can do what they can. */
const madeAdministrator: MailKind<{ contactId: string }> = {
	async recipients(ctx, { contactId }) {
		const contact = await store.findById(ctx.db, contactId);
		if (!contact) return [];
		const administrators = await store.activeAdministrators(ctx.db, contact.structureId);
		return administrators.filter(({ accountId }) => accountId !== contact.accountId);
	},
	async compose(ctx, { contactId }, { locale, accountId }) {
		const contact = await store.findWithAccount(ctx.db, contactId);
		if (contact?.access !== 'active' || contact.role !== 'administrator' || !accountId) return null;
		if (!(await store.isAdministrator(ctx.db, accountId, contact.structureId))) return null;
		const name = `${contact.firstName} ${contact.lastName}`;
		return {
			subject: m.inbox_mail_contact_made_administrator_subject({ name }, { locale }),
			body: [
				m.inbox_mail_contact_made_administrator_text({ name, structure: contact.structureName }, { locale }),
				m.inbox_mail_contact_made_administrator_note({}, { locale })
			],
			action: {
				label: m.inbox_mail_contact_made_administrator_action({}, { locale }),
				url: `${ctx.settings.origin}/s/${contact.structureId}/contacts`
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
