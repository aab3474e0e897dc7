import { m } from '#lib/paraglide/messages.js';
import { NO_STRUCTURE } from '#server/platform/access.ts';
import type { Base } from '#server/platform/context.ts';
import type { MailContent } from '#server/platform/mail.ts';
import type { MailKind, Recipient } from '#server/platform/outbox.ts';
import { structureOf } from '#server/structures/domain.ts';
import { vendorOf } from '#server/vendor/domain.ts';
import * as store from './store.ts';
import type { TicketMessageTable, TicketStatus } from './table.ts';

/** One entry of a ticket's thread, which people are to be told of. */
interface TicketNews {
	ticketId: string;
	messageId: string;
}

declare module '#server/platform/outbox.ts' {
	interface Events {
		'ticket.opened': TicketNews;
		'ticket.answered': TicketNews;
		'ticket.resolved': TicketNews;
		'ticket.closed': TicketNews;
	}
}

type Kind = 'opened' | 'answered' | 'resolved' | 'closed';

/** Everything a mail about one entry needs, as it is now. */
interface Told {
	ticket: store.Ticket;
	message: Pick<TicketMessageTable, 'authorId' | 'side' | 'body' | 'statusAfter'>;
	author: { id: string; firstName: string; lastName: string };
	/** Null once the requester's access was cut: what happens in the structure is no longer theirs to know. */
	requester: { id: string; email: string; locale: 'fr' | 'en'; firstName: string; validated: boolean } | null;
}

async function read(ctx: Base, { ticketId, messageId }: TicketNews): Promise<Told | null> {
	const ticket = await store.findById(ctx.db, ticketId);
	const message = await store.findMessage(ctx.db, messageId);
	const author = message?.authorId && (await store.account(ctx.db, message.authorId));
	if (!ticket || !message || !author) return null;
	const requester = await store.requester(ctx.db, ticket);
	const mayRead =
		requester && (ticket.structureId === null || requester.access === 'pending' || requester.access === 'active');
	return {
		ticket,
		message,
		author,
		requester: mayRead ? { ...requester, validated: requester.access === 'active' } : null
	};
}

/**
 * News reach the requester and, when a customer brings them, the staff who have the ticket in hand (those who wrote in
 * it, else all). Never who wrote them, but for the acknowledgement of a new ticket.
 */
function newsOf(kind: Kind): MailKind<TicketNews> {
	return {
		async recipients(ctx, news) {
			const told = await read(ctx, news);
			if (!told) return [];
			const { ticket, message, author, requester } = told;
			const involved = kind === 'opened' || message.side === 'staff' ? [] : await store.staffIn(ctx.db, ticket.id);
			const staff = message.side === 'staff' ? [] : involved.length > 0 ? involved : await store.allStaff(ctx.db);
			const customers = requester && (kind === 'opened' || requester.id !== author.id) ? [requester] : [];
			return [...customers, ...staff].map(({ id, email, locale }): Recipient => ({ accountId: id, email, locale }));
		},
		async compose(ctx, news, recipient) {
			const told = await read(ctx, news);
			const account = recipient.accountId ? await store.account(ctx.db, recipient.accountId) : undefined;
			if (!told || !account) return null;
			const { ticket, requester } = told;
			// Language and rights are those of now: both may have changed since the news were noted.
			const { locale } = account;
			if (account.staffRole) return { ...(await forStaff(ctx, kind, told, locale)), ...envelope(ticket) };
			if (requester?.id !== account.id) return null;
			return { ...(await forRequester(ctx, kind, told, requester, locale)), ...envelope(ticket) };
		}
	};
}

const envelope = ({ id, number, subject }: store.Ticket) => ({
	subject: `[#${number}] ${subject}`,
	thread: `ticket-${id}`
});

type Content = Omit<MailContent, 'subject' | 'thread'>;
type Locale = 'fr' | 'en';

async function forRequester(
	ctx: Base,
	kind: Kind,
	told: Told,
	requester: NonNullable<Told['requester']>,
	locale: Locale
): Promise<Content> {
	const { ticket, message, author } = told;
	const vendor = (await vendorOf(ctx.db)).name;
	const number = ticket.number;
	const who =
		message.side === 'staff'
			? m.mails_ticket_staff_name({ name: author.firstName, vendor }, { locale })
			: nameOf(author);
	const said = {
		opened: m.mails_ticket_received({ number, subject: ticket.subject, vendor }, { locale }),
		answered: m.mails_ticket_answered({ who, number }, { locale }),
		resolved: m.mails_ticket_resolved({ who, number }, { locale }),
		closed: m.mails_ticket_closed({ who, number }, { locale })
	};
	const next = kind === 'opened' ? null : nextStep(kind === 'answered' ? ticket.status : kind, message.side, locale);
	return {
		body: [
			m.mails_hello({ name: requester.firstName }, { locale }),
			said[kind],
			...quoted(kind, message),
			...(next ? [next] : [])
		],
		action: {
			label: m.mails_ticket_open_action({}, { locale }),
			url: `${ctx.settings.origin}/s/${ticket.structureId ?? NO_STRUCTURE}/tickets/${number}`
		}
	};
}

async function forStaff(
	ctx: Base,
	kind: Kind,
	{ ticket, message, author, requester }: Told,
	locale: Locale
): Promise<Content> {
	const structure = ticket.structureId
		? (await structureOf(ctx.db, ticket.structureId)).name
		: m.mails_ticket_no_structure({}, { locale });
	const { number } = ticket;
	const who = m.mails_ticket_customer_name({ name: nameOf(author), structure }, { locale });
	const said =
		kind === 'opened'
			? m.mails_ticket_opened_staff({ who, number }, { locale })
			: kind === 'answered'
				? m.mails_ticket_answered_staff({ who, number }, { locale })
				: m.mails_ticket_closed_staff({ who, number }, { locale });
	return {
		body: [
			said,
			...quoted(kind, message),
			...(requester?.validated ? [] : [m.mails_ticket_not_validated({}, { locale })])
		],
		action: { label: m.mails_ticket_open_action({}, { locale }), url: `${ctx.settings.origin}/staff/tickets/${number}` }
	};
}

/** What is asked of the requester now. */
function nextStep(status: TicketStatus, side: TicketMessageTable['side'], locale: Locale): string | null {
	if (side === 'customer') return null;
	if (status === 'waiting') return m.mails_ticket_next_waiting({}, { locale });
	if (status === 'resolved') return m.mails_ticket_next_resolved({}, { locale });
	return status === 'closed' ? m.mails_ticket_next_closed({}, { locale }) : null;
}

const QUOTED_MAX = 4000;

const quoted = (kind: Kind, { body }: Pick<TicketMessageTable, 'body'>) =>
	kind === 'opened' || kind === 'answered'
		? [{ quote: body.length > QUOTED_MAX ? `${body.slice(0, QUOTED_MAX)} …` : body }]
		: [];

const nameOf = ({ firstName, lastName }: { firstName: string; lastName: string }): string => `${firstName} ${lastName}`;

export const ticketMails = {
	'ticket.opened': newsOf('opened'),
	'ticket.answered': newsOf('answered'),
	'ticket.resolved': newsOf('resolved'),
	'ticket.closed': newsOf('closed')
};
