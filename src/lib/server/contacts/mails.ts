import { m } from '#lib/paraglide/messages.js';
import type { Base } from '#server/platform/context.ts';
import type { MailContent } from '#server/platform/mail.ts';
import type { MailKind, Recipient } from '#server/platform/outbox.ts';
import { limitsOf } from '#server/platform/stored-limits.ts';
import { structureOf } from '#server/structures/domain.ts';
import { decisionMails } from './decision-mails.ts';
import { mayAnnounce, MOST_AN_HOUR } from './newcomer-limit.ts';
import * as requestStore from './request-store.ts';
import * as store from './store.ts';

declare module '#server/platform/outbox.ts' {
	interface Events {
		'contact.requested': { contactId: string };
		'contact.request_unmatched': { requestId: string };
		/** More came of them in an hour than mails may announce, for a structure's administrators or (null) for staff. */
		'contact.many_newcomers': { structureId: string | null };
		'contact.still_waiting': { structureId: string; contactIds: string[] };
		'contact.still_waiting_for_staff': { contactIds: string[]; requestIds: string[] };
	}
}

/** To the structure's administrators, or to all staff where there is none. */
const requested: MailKind<{ contactId: string }> = {
	async recipients(ctx, { contactId }) {
		const contact = await store.findById(ctx.db, contactId);
		if (!contact) return [];
		const administrators = await store.activeAdministrators(ctx.db, contact.structureId);
		if (!(await mayAnnounce(ctx, administrators.length > 0 ? contact.structureId : null))) return [];
		return administrators.length > 0 ? administrators : store.staffAccounts(ctx.db);
	},
	async compose(ctx, { contactId }, { locale, accountId }) {
		const contact = await store.findWithAccount(ctx.db, contactId);
		if (contact?.access !== 'pending' || !accountId) return null;
		const { structureId, structureName: structure } = contact;
		const name = `${contact.firstName} ${contact.lastName}`;
		const person = [contact.function, contact.email].filter(Boolean).join('\n');
		if (await store.isAdministrator(ctx.db, accountId, structureId)) {
			return {
				subject: m.mails_contact_requested_subject({ name }, { locale }),
				body: [m.mails_contact_requested_text({ name, structure }, { locale }), { quote: `${name}\n${person}` }],
				action: { label: m.mails_contact_requested_action({}, { locale }), url: contactsPage(ctx, structureId) },
				notes: [m.mails_contact_requested_note({}, { locale })]
			};
		}
		if (!(await store.isStaff(ctx.db, accountId)) || (await store.countActiveAdministrators(ctx.db, structureId)) > 0)
			return null;
		return {
			subject: m.mails_contact_no_administrator_subject({ structure }, { locale }),
			body: [m.mails_contact_no_administrator_text({ name, structure }, { locale }), { quote: `${name}\n${person}` }],
			action: toRequests(ctx, locale)
		};
	}
};

const requestUnmatched: MailKind<{ requestId: string }> = {
	recipients: async (ctx) => ((await mayAnnounce(ctx, null)) ? store.staffAccounts(ctx.db) : []),
	async compose(ctx, { requestId }, { locale, accountId }) {
		const request = await requestStore.findRequestWithPerson(ctx.db, requestId);
		if (!request || request.settledAt || !accountId || !(await store.isStaff(ctx.db, accountId))) return null;
		const name = `${request.firstName} ${request.lastName}`;
		return {
			subject: m.mails_contact_unmatched_subject({ name }, { locale }),
			body: [
				m.mails_contact_unmatched_text({ name }, { locale }),
				{
					quote: [name, request.function, request.email, request.structureName, request.customerNumber]
						.filter(Boolean)
						.join('\n')
				}
			],
			action: toRequests(ctx, locale)
		};
	}
};

const manyNewcomers: MailKind<{ structureId: string | null }> = {
	recipients: ({ db }, { structureId }) =>
		structureId ? store.activeAdministrators(db, structureId) : store.staffAccounts(db),
	async compose(ctx, { structureId }, { locale, accountId }) {
		if (!accountId) return null;
		const subject = m.mails_contact_many_subject({}, { locale });
		const body = [m.mails_contact_many_text({ count: MOST_AN_HOUR }, { locale })];
		if (structureId) {
			if (!(await store.isAdministrator(ctx.db, accountId, structureId))) return null;
			const label = m.mails_contact_requested_action({}, { locale });
			return { subject, body, action: { label, url: contactsPage(ctx, structureId) } };
		}
		if (!(await store.isStaff(ctx.db, accountId))) return null;
		const url = `${ctx.settings.origin}/staff/tickets`;
		return {
			subject,
			body,
			action: toRequests(ctx, locale),
			notes: [m.mails_contact_many_tickets({ url }, { locale })]
		};
	}
};

const stillWaiting: MailKind<{ structureId: string; contactIds: string[] }> = {
	recipients: ({ db }, { structureId }) => store.activeAdministrators(db, structureId),
	async compose(ctx, { structureId, contactIds }, { locale, accountId }) {
		const count = await store.countPendingAmong(ctx.db, contactIds);
		if (count === 0 || !accountId || !(await store.isAdministrator(ctx.db, accountId, structureId))) return null;
		const { name: structure } = await structureOf(ctx.db, structureId);
		return {
			subject: m.mails_contact_waiting_subject({ count }, { locale }),
			body: [m.mails_contact_waiting_text({ count, structure }, { locale })],
			action: { label: m.mails_contact_waiting_action({}, { locale }), url: contactsPage(ctx, structureId) },
			notes: [m.mails_contact_requested_note({}, { locale })]
		};
	}
};

const stillWaitingForStaff: MailKind<{ contactIds: string[]; requestIds: string[] }> = {
	recipients: ({ db }) => store.staffAccounts(db),
	async compose(ctx, { contactIds, requestIds }, { locale, accountId }) {
		const count =
			(await store.countPendingAmong(ctx.db, contactIds)) + (await requestStore.countOpenAmong(ctx.db, requestIds));
		if (count === 0 || !accountId || !(await store.isStaff(ctx.db, accountId))) return null;
		const { remindStaffDays: days } = await limitsOf(ctx);
		return {
			subject: m.mails_contact_waiting_staff_subject({ count, days }, { locale }),
			body: [m.mails_contact_waiting_staff_text({ count }, { locale })],
			action: toRequests(ctx, locale)
		};
	}
};

const contactsPage = ({ settings }: Base, structureId: string): string =>
	`${settings.origin}/s/${structureId}/contacts`;

const toRequests = ({ settings }: Base, locale: Recipient['locale']): NonNullable<MailContent['action']> => ({
	label: m.mails_contact_staff_action({}, { locale }),
	url: `${settings.origin}/staff/requests`
});

export const contactMails = {
	'contact.requested': requested,
	'contact.request_unmatched': requestUnmatched,
	'contact.many_newcomers': manyNewcomers,
	'contact.still_waiting': stillWaiting,
	'contact.still_waiting_for_staff': stillWaitingForStaff,
	...decisionMails
};
