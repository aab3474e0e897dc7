import { m } from '#lib/paraglide/messages.js';
import { invitedContact } from '#server/contacts/domain.ts';
import type { MailKind } from '#server/platform/outbox.ts';
import { limitsOf } from '#server/platform/stored-limits.ts';
import { structureOf } from '#server/structures/domain.ts';
import { mintLink } from './domain.ts';
import * as store from './store.ts';

/** To whom an administrator invited. The link of an invitation sent before is void from then on. */
const invited: MailKind<{ contactId: string; invitedAt: string }> = {
	forAddress: true,
	async recipients(ctx, { contactId }) {
		const contact = await invitedContact(ctx, contactId);
		if (!contact) return [];
		const account = await store.findByEmail(ctx.db, contact.email);
		return [{ email: contact.email, locale: account?.locale ?? 'fr', accountId: account?.id }];
	},
	async compose(ctx, { contactId, invitedAt }, { email, locale }) {
		const contact = await invitedContact(ctx, contactId);
		if (contact?.invitedAt !== invitedAt || contact.email !== email) return null;
		const inviter = contact.invitedBy ? await store.findById(ctx.db, contact.invitedBy) : undefined;
		await store.consumeLinks(ctx.db, { contactId }, ctx.now());
		const token = await mintLink(ctx, { purpose: 'invitation', contactId, email });
		const structure = (await structureOf(ctx.db, contact.structureId)).name;
		const { invitationDays: days } = await limitsOf(ctx);
		const who = inviter ? `${inviter.firstName} ${inviter.lastName}` : structure;
		return {
			subject: m.mails_invited_subject({ structure }, { locale }),
			body: [
				m.mails_hello({ name: contact.firstName }, { locale }),
				m.mails_invited_text({ who, structure }, { locale })
			],
			action: { label: m.mails_invited_action({}, { locale }), url: `${ctx.settings.origin}/invitation/${token}` },
			notes: [m.mails_invited_note({ days }, { locale }), m.mails_invited_not_you({}, { locale })]
		};
	}
};

export const invitationMails = { 'contact.invited': invited };
