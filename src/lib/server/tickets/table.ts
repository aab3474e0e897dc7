declare module '#server/platform/db.ts' {
	interface Database {
		ticket: TicketTable;
		ticketMessage: TicketMessageTable;
	}
}

export type TicketStatus = 'new' | 'in_progress' | 'waiting' | 'resolved' | 'closed';
export type TicketCategory = 'question' | 'incident' | 'request';
export type TicketUrgency = 'blocking' | 'annoying' | 'minor';

/** A request for help. It belongs to its structure for ever; null for someone without a structure. */
export interface TicketTable {
	id: string;
	number: number;
	structureId: string | null;
	/** The account it was opened for; never changed by who answers. */
	requesterId: string;
	subject: string;
	category: TicketCategory;
	urgency: TicketUrgency;
	status: TicketStatus;
	privateAt: string | null;
	/** Made by the form: the same request sent twice makes one ticket. */
	requestKey: string;
	createdAt: string;
	/** Last message or change of status; internal notes do not count, so that customers learn nothing of them. */
	updatedAt: string;
	resolvedAt: string | null;
	closedAt: string | null;
}

export interface TicketMessageTable {
	id: string;
	ticketId: string;
	authorId: string;
	/** On which side the author stood when writing. */
	side: 'customer' | 'staff';
	/** `note` never leaves staff; `event` is a change of status without words. */
	kind: 'message' | 'note' | 'event';
	/** Markdown. */
	body: string;
	/** The status this message gave the ticket, where it changed it. */
	statusAfter: TicketStatus | null;
	requestKey: string;
	createdAt: string;
}
