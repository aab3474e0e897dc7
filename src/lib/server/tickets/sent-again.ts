import { m } from '#lib/paraglide/messages.js';
import { bringsOthers } from '#server/files/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import * as store from './store.ts';
import type { TicketStatus } from './table.ts';

type Acting = Pick<Ctx<'signedIn'>, 'actor' | 'now'> & { db: Trx };

interface Sent {
	requestKey: string;
	body: string;
	files?: string[];
	status?: TicketStatus;
}

/**
 * Whether the actor has written this in a ticket by the same request, whose answer was lost: it counts once. What was
 * corrected meanwhile is refused as `conflict`: it is nowhere, and must not be taken for what arrived.
 */
export async function isSentAgain(ctx: Acting, ticket: { id: string }, sent: Sent): Promise<boolean> {
	const before = await find(ctx, ticket, sent);
	if (!before) return false;
	if (await differs(ctx, before, sent)) throw new AppError('conflict', m.tickets_sent_otherwise());
	return true;
}

/** The same for a ticket that was opened: what cannot be changed on it since is as it was sent. */
export async function expectOpenedAlike(
	ctx: Acting,
	ticket: store.Ticket,
	sent: Sent & Pick<store.Ticket, 'subject' | 'urgency' | 'details'>
): Promise<void> {
	const before = await find(ctx, ticket, sent);
	const { subject, urgency, details } = ticket;
	if (
		subject !== sent.subject ||
		urgency !== sent.urgency ||
		details !== sent.details ||
		(before && (await differs(ctx, before, sent)))
	)
		throw new AppError('conflict', m.tickets_opened_otherwise({ number: ticket.number }));
}

const find = ({ db, actor }: Acting, { id: ticketId }: { id: string }, { requestKey }: Sent) =>
	store.findByRequest(db, { ticketId, authorId: actor.account.id, requestKey });

async function differs(
	ctx: Acting,
	before: { id: string; body: string; statusAfter: TicketStatus | null },
	{ body, files = [], status }: Sent
): Promise<boolean> {
	if (body !== before.body || (status && before.statusAfter && status !== before.statusAfter)) return true;
	return bringsOthers(ctx, before.id, files);
}
