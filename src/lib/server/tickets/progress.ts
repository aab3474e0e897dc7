import { m } from '#lib/paraglide/messages.js';
import { AppError } from '#server/platform/errors.ts';
import { after } from '#server/platform/limits.ts';
import type { Limits } from '#server/platform/stored-limits.ts';
import type { TicketStatus } from './table.ts';

/** Who must act next on a ticket. */
export type Turn = 'staff' | 'customer' | 'nobody';

const TURN = {
	new: 'staff',
	in_progress: 'staff',
	waiting: 'customer',
	resolved: 'customer',
	closed: 'nobody'
} as const satisfies Record<TicketStatus, Turn>;

export const turnOf = (status: TicketStatus): Turn => TURN[status];

export const DAY_SECONDS = 86_400;
/** However late the reminder, there is a day left to answer it. */
export const LEFT_AFTER_REMINDER_DAYS = 1;

/** Until when an answer reopens a closed ticket. Null for one that is not closed. */
export const reopenableUntil = (
	{ closedAt }: { closedAt: string | null },
	{ reopenDays }: Pick<Limits, 'reopenDays'>
): string | null => (closedAt ? after(closedAt, reopenDays * DAY_SECONDS) : null);

/** The status a customer's answer gives a ticket; null where it stays. Throws `conflict` once it has been closed for too long. */
export function afterCustomerAnswer(
	ticket: { status: TicketStatus; closedAt: string | null },
	limits: Limits,
	now: string
): TicketStatus | null {
	const until = reopenableUntil(ticket, limits);
	if (until !== null && until < now) throw new AppError('conflict', m.tickets_closed_too_long());
	return ticket.status === 'new' || ticket.status === 'in_progress' ? null : 'in_progress';
}

/** What a ticket remembers of when it was resolved and closed, once it has a new status. */
export function momentsOf(
	status: TicketStatus,
	before: { resolvedAt: string | null; remindedAt: string | null },
	now: string
): { resolvedAt: string | null; remindedAt: string | null; closedAt: string | null } {
	if (status === 'closed') return { resolvedAt: before.resolvedAt, remindedAt: before.remindedAt, closedAt: now };
	return { resolvedAt: status === 'resolved' ? now : null, remindedAt: null, closedAt: null };
}

/** When a resolved ticket closes unless somebody answers. */
export function closesAt(
	{ updatedAt, remindedAt }: { updatedAt: string; remindedAt: string | null },
	{ closeDays }: Pick<Limits, 'closeDays'>
): string {
	const answered = after(updatedAt, closeDays * DAY_SECONDS);
	const reminded = remindedAt === null ? answered : after(remindedAt, LEFT_AFTER_REMINDER_DAYS * DAY_SECONDS);
	return reminded > answered ? reminded : answered;
}
