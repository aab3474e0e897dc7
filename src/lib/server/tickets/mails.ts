import type { MailKind, Recipient } from '#server/platform/outbox.ts';
import { forCustomer, forStaff, type Kind } from './mail-words.ts';
import { administratorsAwareOf } from './aware-store.ts';
import * as store from './store.ts';
import { staffFor, toldOf, type TicketNews } from './told.ts';

declare module '#server/platform/outbox.ts' {
	interface Events {
		'ticket.opened': TicketNews;
		'ticket.answered': TicketNews;
		'ticket.resolved': TicketNews;
		'ticket.closed': TicketNews;
		'ticket.reminded': TicketNews;
		'ticket.participant_added': TicketNews & { accountId: string };
	}
}

/**
 * News reach the requester, who takes part, whoever runs the structure where a ticket is opened (by the bell only) and, when a customer brings them, the staff whom they concern. Never who wrote
 * them, but for the acknowledgement of a new ticket.
 */
function newsOf(kind: Kind): MailKind<TicketNews & { accountId?: string }> {
	return {
		async recipients(ctx, news) {
			const told = await toldOf(ctx, news);
			if (!told) return [];
			const { message, author } = told;
			const customers = told.customers.filter(
				({ id }) => (kind === 'opened' || id !== author?.id) && (!news.accountId || id === news.accountId)
			);
			const staff = message.side === 'customer' && !news.accountId ? await staffFor(ctx, told) : [];
			const aware = kind === 'opened' ? await administratorsAwareOf(ctx.db, told.ticket) : [];
			return [...customers, ...aware.filter(({ id }) => !customers.some((one) => one.id === id)), ...staff].map(
				({ id, email, locale }): Recipient => ({ accountId: id, email, locale })
			);
		},
		async compose(ctx, news, recipient) {
			const told = await toldOf(ctx, news);
			const account = recipient.accountId ? await store.account(ctx.db, recipient.accountId) : undefined;
			if (!told || !account) return null;
			if (kind === 'reminded' && told.ticket.status !== 'resolved') return null;
			// Language and rights are those of now: both may have changed since the news were noted.
			const { locale } = account;
			if (account.staffRole) return { ...(await forStaff(ctx, kind, told, locale)), ...envelope(told.ticket) };
			const reader = told.customers.find(({ id }) => id === account.id);
			return reader ? { ...(await forCustomer(ctx, kind, told, reader, locale)), ...envelope(told.ticket) } : null;
		}
	};
}

const envelope = ({ id, number, subject }: store.Ticket) => ({
	subject: `[#${number}] ${subject}`,
	thread: `ticket-${id}`
});

export const ticketMails = {
	'ticket.opened': newsOf('opened'),
	'ticket.answered': newsOf('answered'),
	'ticket.resolved': newsOf('resolved'),
	'ticket.closed': newsOf('closed'),
	'ticket.reminded': newsOf('reminded'),
	'ticket.participant_added': newsOf('participant_added')
};
