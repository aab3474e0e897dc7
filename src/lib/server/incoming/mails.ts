import { m } from '#lib/paraglide/messages.js';
import { identityOf } from '#server/accounts/domain.ts';
import { NO_STRUCTURE } from '#server/platform/access.ts';
import { replyAddress } from '#server/platform/mail-signature.ts';
import type { MailKind } from '#server/platform/outbox.ts';
import { ticketNamed } from '#server/tickets/domain.ts';

interface TooLate {
	ticketId: string;
	accountId: string;
}

declare module '#server/platform/outbox.ts' {
	interface Events {
		'incoming.too_late': TooLate;
	}
}

/** Said once to whoever answers by mail what has been closed for too long: nothing of theirs is lost, and where to go on. */
const tooLate: MailKind<TooLate> = {
	async recipients({ db }, { accountId }) {
		const account = await identityOf(db, { id: accountId });
		return account ? [{ accountId, email: account.email, locale: account.locale }] : [];
	},
	async compose({ db, settings }, { ticketId, accountId }) {
		const account = await identityOf(db, { id: accountId });
		const ticket = await ticketNamed(db, { id: ticketId });
		if (!account || !ticket) return null;
		const { locale } = account;
		const { number } = ticket;
		return {
			subject: `[#${number}] ${ticket.subject}`,
			thread: `ticket-${ticket.id}`,
			body: [
				m.mails_hello({ name: account.firstName }, { locale }),
				m.mails_incoming_too_late({ number }, { locale }),
				m.mails_incoming_too_late_next({}, { locale })
			],
			action: {
				label: m.mails_ticket_open_action({}, { locale }),
				url: `${settings.origin}/s/${ticket.structureId ?? NO_STRUCTURE}/tickets/${number}`
			}
		};
	}
};

/**
 * Mails of tickets whose customers may answer them: they say so, and where a reply address is set, ask for answers there.
 * Only while a mailbox is read: otherwise an answer would reach nobody.
 */
export const answerable = <K extends Record<string, MailKind<never>>>(kinds: K): K =>
	Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, answerableKind(kind)])) as K;

const answerableKind = (kind: MailKind<never>): MailKind<never> => ({
	...kind,
	async compose(ctx, event, recipient) {
		const content = await kind.compose(ctx, event, recipient);
		const { ticketId } = event as { ticketId?: string };
		if (!content || !ctx.settings.imapUrl || !recipient.accountId || !ticketId) return content;
		const account = await identityOf(ctx.db, { id: recipient.accountId });
		const ticket = await ticketNamed(ctx.db, { id: ticketId });
		// What staff answer by mail waits for staff: it is not asked for.
		if (!account || account.staffRole || !ticket) return content;
		const { locale } = account;
		return {
			...content,
			replyTo: await replyAddress(ctx, ticket, { id: account.id, email: recipient.email }),
			notes: [...(content.notes ?? []), m.mails_ticket_reply_by_mail({}, { locale })]
		};
	}
});

export const incomingMails = { 'incoming.too_late': tooLate };
