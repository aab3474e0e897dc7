import { m } from '#lib/paraglide/messages.js';
import { standingIn } from '#server/contacts/domain.ts';
import { NO_STRUCTURE } from '#server/platform/access.ts';
import type { Base } from '#server/platform/context.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import type { MailKind, Recipient } from '#server/platform/outbox.ts';
import { vendorOf } from '#server/vendor/domain.ts';
import * as store from './store.ts';

declare module '#server/platform/outbox.ts' {
	interface Events {
		'ticket.assigned': { ticketId: string; messageId: string; assigneeId: string };
		'ticket.transferred': { ticketId: string; messageId: string; from: string | null; lost: string[] };
		'ticket.merged': { ticketId: string; intoId: string; messageId: string };
	}
}

const envelope = ({ id, number, subject }: store.Ticket) => ({
	subject: `[#${number}] ${subject}`,
	thread: `ticket-${id}`
});

const recipientOf = ({ id, email, locale }: { id: string; email: string; locale: 'fr' | 'en' }): Recipient => ({
	accountId: id,
	email,
	locale
});

/** To the member of staff who was given a ticket by somebody else. */
const assigned: MailKind<{ ticketId: string; assigneeId: string }> = {
	async recipients(ctx, { assigneeId }) {
		const account = await store.account(ctx.db, assigneeId);
		return account ? [recipientOf(account)] : [];
	},
	async compose(ctx, { ticketId, assigneeId }, { locale }) {
		const ticket = await store.findById(ctx.db, ticketId);
		const account = await store.account(ctx.db, assigneeId);
		if (!account?.staffRole || ticket?.assigneeId !== assigneeId) return null;
		const { number, subject } = ticket;
		return {
			...envelope(ticket),
			body: [m.inbox_mail_assigned({ number, subject }, { locale })],
			action: {
				label: m.mails_ticket_open_action({}, { locale }),
				url: `${ctx.settings.origin}/staff/tickets/${number}`
			}
		};
	}
};

/**
 * To the requester, who goes on with it where it is now; and to those who lose it, unless they were shut out of the
 * structure it came from: they hear that it has gone, never where.
 */
const transferred: MailKind<{ ticketId: string; from: string | null; lost: string[] }> = {
	async recipients(ctx, { ticketId, from, lost }) {
		const ticket = await store.findById(ctx.db, ticketId);
		if (!ticket) return [];
		const told = [ticket.requesterId];
		for (const id of lost) if (await isLetIn(ctx.db, id, from)) told.push(id);
		const accounts = await Promise.all(told.map((id) => store.account(ctx.db, id)));
		return accounts.flatMap((account) => (account ? [recipientOf(account)] : []));
	},
	async compose(ctx, { ticketId, from }, { accountId, locale }) {
		const ticket = await store.findById(ctx.db, ticketId);
		const account = accountId && (await store.account(ctx.db, accountId));
		if (!ticket || !account) return null;
		const vendor = (await vendorOf(ctx.db)).name;
		const hello = m.mails_hello({ name: account.firstName }, { locale });
		const { number } = ticket;
		if (await mayRead(ctx.db, account.id, ticket))
			return {
				...envelope(ticket),
				body: [hello, m.inbox_mail_transferred({ number, vendor }, { locale })],
				action: customerAction(ctx, ticket, locale)
			};
		if (!(await isLetIn(ctx.db, account.id, from))) return null;
		return {
			subject: m.inbox_mail_transferred_away_subject({ number }, { locale }),
			body: [hello, m.inbox_mail_transferred_away({ number, vendor }, { locale })]
		};
	}
};

/** To the requester of the ticket that another one took the place of, with the way to that one where it is theirs to see. */
const merged: MailKind<{ ticketId: string; intoId: string }> = {
	async recipients(ctx, { ticketId }) {
		const ticket = await store.findById(ctx.db, ticketId);
		const account = ticket && (await store.account(ctx.db, ticket.requesterId));
		return ticket && account && (await isLetIn(ctx.db, account.id, ticket.structureId)) ? [recipientOf(account)] : [];
	},
	async compose(ctx, { ticketId, intoId }, { locale }) {
		const ticket = await store.findById(ctx.db, ticketId);
		const into = await store.findById(ctx.db, intoId);
		const account = ticket && (await store.account(ctx.db, ticket.requesterId));
		if (!ticket || !into || !account || !(await mayRead(ctx.db, account.id, into))) return null;
		return {
			...envelope(ticket),
			body: [
				m.mails_hello({ name: account.firstName }, { locale }),
				m.inbox_mail_merged({ number: ticket.number, into: into.number, subject: into.subject }, { locale })
			],
			action: customerAction(ctx, into, locale)
		};
	}
};

const customerAction = (ctx: Base, { structureId, number }: store.Ticket, locale: 'fr' | 'en') => ({
	label: m.mails_ticket_open_action({}, { locale }),
	url: `${ctx.settings.origin}/s/${structureId ?? NO_STRUCTURE}/tickets/${number}`
});

/** Whether somebody has tickets in a structure, as it is now. */
async function isLetIn(db: Db | Trx, accountId: string, structureId: string | null): Promise<boolean> {
	if (structureId === null) return true;
	const { contact } = await standingIn(db, accountId, structureId);
	return contact?.access === 'active' || contact?.access === 'pending';
}

/** Whether a ticket is somebody's own, or one they take part in, and they are still let in where it is. */
async function mayRead(db: Db | Trx, accountId: string, ticket: store.Ticket): Promise<boolean> {
	if (!(await isLetIn(db, accountId, ticket.structureId))) return false;
	if (ticket.requesterId === accountId) return true;
	return (
		(await db
			.selectFrom('ticketParticipant')
			.select('ticketId')
			.where('accountId', '=', accountId)
			.where('ticketId', '=', ticket.id)
			.executeTakeFirst()) !== undefined
	);
}

export const handlingMails = {
	'ticket.assigned': assigned,
	'ticket.transferred': transferred,
	'ticket.merged': merged
};
