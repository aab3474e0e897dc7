import type { Generated } from 'kysely';

declare module '#server/platform/db.ts' {
	interface Database {
		ticket: TicketTable;
		ticketMessage: TicketMessageTable;
		ticketCategory: TicketCategoryTable;
		product: ProductTable;
		ticketParticipant: TicketParticipantTable;
		ticketLink: TicketLinkTable;
		ticketCheck: TicketCheckTable;
		replyTemplate: ReplyTemplateTable;
		inboxView: InboxViewTable;
		/** Numbers the messages and notes that the search index knows, as they come. */
		ticketSearchEntry: { id: Generated<number>; messageId: string };
		ticketHour: TicketHourTable;
		firstAnswerWeek: FirstAnswerWeekTable;
	}
}

export type TicketStatus = 'new' | 'in_progress' | 'waiting' | 'resolved' | 'closed';
/** `plain`, or one that carries its own form and check-list and that staff grant from the ticket. */
export type TicketKind = 'plain' | 'become_administrator' | 'forgotten_email' | 'other_structure';
/** As the customer sees it. */
export type TicketUrgency = 'blocking' | 'annoying' | 'minor';
/** As staff rank it. */
export type TicketPriority = 'low' | 'normal' | 'high' | 'urgent';

/** A request for help. It belongs to its structure for ever; null for someone without a structure. */
export interface TicketTable {
	id: string;
	number: number;
	structureId: string | null;
	/** The account it was opened for; never changed by who answers. */
	requesterId: string;
	/** Who opened it, where that is not the requester: an administrator for a colleague, staff after a call. */
	openedById: string | null;
	subject: string;
	/** Of the vendor's categories. */
	category: string;
	productId: string | null;
	/** What the form of a typed request asked, as JSON. */
	details: string | null;
	urgency: TicketUrgency;
	priority: Generated<TicketPriority>;
	status: TicketStatus;
	/** The member of staff who has it in hand. */
	assigneeId: string | null;
	privateAt: string | null;
	/** The closed ticket this one goes on from. */
	followsId: string | null;
	/** The ticket that took this one's place; what is said there is said to its people too. */
	mergedIntoId: string | null;
	/** Made by the form: the same request sent twice makes one ticket. */
	requestKey: string;
	createdAt: string;
	/** Last message or change of status; internal notes do not count, so that customers learn nothing of them. */
	updatedAt: string;
	firstRepliedAt: string | null;
	resolvedAt: string | null;
	/** When the customer was reminded that a resolved ticket is about to close. */
	remindedAt: string | null;
	closedAt: string | null;
}

export interface TicketMessageTable {
	id: string;
	ticketId: string;
	/** Null for what time itself does. */
	authorId: string | null;
	/** On which side the author stood when writing; `portal` without an author. */
	side: 'customer' | 'staff' | 'portal';
	/** `note` never leaves staff; `event` is something done to the ticket without words. */
	kind: 'message' | 'note' | 'event';
	/** Markdown. */
	body: string;
	/** The status this message gave the ticket, where it changed it. */
	statusAfter: TicketStatus | null;
	/** What an event is, where it is not a change of status; and what there is to say of it, as JSON. */
	event: string | null;
	details: string | null;
	via: Generated<'portal' | 'mail'>;
	requestKey: string;
	createdAt: string;
}

/** The vendor's; a retired one stays on the tickets that have it. */
export interface TicketCategoryTable {
	id: string;
	kind: TicketKind;
	labelFr: string;
	labelEn: string;
	position: number;
	retiredAt: string | null;
}

export interface ProductTable {
	id: string;
	name: string;
	position: number;
	retiredAt: string | null;
}

/** Someone besides the requester whom a ticket concerns. */
export interface TicketParticipantTable {
	accountId: string;
	ticketId: string;
	addedById: string | null;
	addedAt: string;
}

/** Two tickets staff have tied together; kept in both directions. */
export interface TicketLinkTable {
	ticketId: string;
	otherId: string;
	linkedById: string | null;
	linkedAt: string;
}

/** An item of a typed request's check-list that staff have ticked. */
export interface TicketCheckTable {
	ticketId: string;
	item: string;
	checkedById: string;
	checkedAt: string;
}

export interface ReplyTemplateTable {
	id: string;
	title: string;
	/** Markdown with placeholders. */
	body: string;
	position: number;
	createdById: string | null;
	updatedAt: string;
	retiredAt: string | null;
}

/** A choice of filters somebody of staff has named. */
export interface InboxViewTable {
	id: string;
	accountId: string;
	name: string;
	/** As in the address of the inbox. */
	query: string;
	createdAt: string;
}

/** What was done in an hour; kept by triggers. */
export interface TicketHourTable {
	/** Such as 2026-11-26T14, in UTC. */
	hour: string;
	opened: number;
	closed: number;
}

/** How long the first answers of a week that is over had taken. */
export interface FirstAnswerWeekTable {
	/** Midnight of its Monday where the portal is. */
	beganAt: string;
	answers: number;
	medianSeconds: number | null;
	mostSeconds: number | null;
}
