import { m } from '#lib/paraglide/messages.js';
import type { TicketStatus, Urgency } from '#lib/schemas/ticket-choices.ts';

const STATUS = {
	new: m.tickets_status_new,
	in_progress: m.tickets_status_in_progress,
	waiting: m.tickets_status_waiting,
	resolved: m.tickets_status_resolved,
	closed: m.tickets_status_closed
};

/** On whom a reader's ticket waits while it awaits the customer: themselves, a colleague, or, to staff, the customer. */
export type Reader = 'requester' | 'colleague' | 'staff';

/** A status in the words of who reads. */
export function statusLabel(status: TicketStatus, reader: Reader): string {
	if (status === 'waiting' && reader === 'staff') return m.tickets_status_waiting_staff();
	if (status === 'waiting' && reader === 'colleague') return m.tickets_status_waiting_other();
	return STATUS[status]();
}

const URGENCY = {
	blocking: m.tickets_urgency_blocking,
	annoying: m.tickets_urgency_annoying,
	minor: m.tickets_urgency_minor
};
export const urgencyLabel = (urgency: Urgency): string => URGENCY[urgency]();
