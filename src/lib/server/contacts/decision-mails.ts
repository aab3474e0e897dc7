import type { Selectable } from 'kysely';
import { m } from '#lib/paraglide/messages.js';
import type { Base } from '#server/platform/context.ts';
import type { MailContent } from '#server/platform/mail.ts';
import type { MailKind, Recipient } from '#server/platform/outbox.ts';
import * as requestStore from './request-store.ts';
import * as store from './store.ts';
import type { ContactTable } from './table.ts';

/** Which decision is told: one overtaken by another before its mail left is not. */
interface Decision {
	contactId: string;
	decidedAt: string;
}

declare module '#server/platform/outbox.ts' {
	interface Events {
		'contact.accepted': Decision;
		'contact.refused': Decision;
		'contact.locked': Decision;
		'contact.request_refused': { requestId: string };
	}
}

type Told = Selectable<ContactTable> & { structureName: string };

/** Tells the person, as long as the decision stands. */
const decided = (
	access: ContactTable['access'],
	write: (ctx: Base, contact: Told, locale: Recipient['locale']) => MailContent
): MailKind<Decision> => ({
	async recipients({ db }, { contactId }) {
		const contact = await store.findWithAccount(db, contactId);
		return contact?.accountEmail && contact.locale
			? [{ email: contact.accountEmail, locale: contact.locale, accountId: contact.accountId! }]
			: [];
	},
	async compose(ctx, { contactId, decidedAt }, { locale }) {
		const contact = await store.findWithAccount(ctx.db, contactId);
		return contact?.access === access && contact.decidedAt === decidedAt ? write(ctx, contact, locale) : null;
	}
});

const accepted = decided(
	'active',
	({ settings }, { firstName: name, structureName: structure, structureId }, locale) => ({
		subject: m.mails_contact_accepted_subject({ structure }, { locale }),
		body: [m.mails_hello({ name }, { locale }), m.mails_contact_accepted_text({ structure }, { locale })],
		action: { label: m.mails_contact_accepted_action({}, { locale }), url: `${settings.origin}/s/${structureId}` }
	})
);

const refused = decided('refused', (ctx, { firstName: name, structureName: structure, refusalReason }, locale) => ({
	subject: m.mails_contact_refused_subject({ structure }, { locale }),
	body: [
		m.mails_hello({ name }, { locale }),
		m.mails_contact_refused_text({ structure }, { locale }),
		{ quote: refusalReason },
		m.mails_contact_still_tickets({}, { locale })
	],
	action: toOwnTickets(ctx, locale)
}));

const locked = decided('locked', (ctx, { firstName: name, structureName: structure }, locale) => ({
	subject: m.mails_contact_locked_subject({ structure }, { locale }),
	body: [
		m.mails_hello({ name }, { locale }),
		m.mails_contact_locked_text({ structure }, { locale }),
		m.mails_contact_still_tickets({}, { locale })
	],
	action: toOwnTickets(ctx, locale)
}));

const requestRefused: MailKind<{ requestId: string }> = {
	async recipients({ db }, { requestId }) {
		const request = await requestStore.findRequestWithPerson(db, requestId);
		return request ? [{ email: request.email, locale: request.locale, accountId: request.accountId }] : [];
	},
	async compose(ctx, { requestId }, { locale }) {
		const request = await requestStore.findRequestWithPerson(ctx.db, requestId);
		if (!request) return null;
		return {
			subject: m.mails_contact_request_refused_subject({}, { locale }),
			body: [
				m.mails_hello({ name: request.firstName }, { locale }),
				m.mails_contact_request_refused_text({}, { locale }),
				{ quote: request.refusalReason },
				m.mails_contact_still_tickets({}, { locale })
			],
			action: toOwnTickets(ctx, locale)
		};
	}
};

const toOwnTickets = ({ settings }: Base, locale: Recipient['locale']): NonNullable<MailContent['action']> => ({
	label: m.mails_contact_tickets_action({}, { locale }),
	url: `${settings.origin}/s/me`
});

export const decisionMails = {
	'contact.accepted': accepted,
	'contact.refused': refused,
	'contact.locked': locked,
	'contact.request_refused': requestRefused
};
