import type { MailKind } from '#server/platform/outbox.ts';

declare module '#server/platform/outbox.ts' {
	interface Events {
		'contact.requested': { contactId: string };
		'contact.request_unmatched': { requestId: string };
	}
}

const later: MailKind<unknown> = { recipients: async () => [], compose: async () => null };

export const contactMails = { 'contact.requested': later, 'contact.request_unmatched': later };
