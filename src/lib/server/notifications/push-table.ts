import type { NewsEvent } from '#lib/schemas/notification-events.ts';

declare module '#server/platform/db.ts' {
	interface Database {
		pushSubscription: PushSubscriptionTable;
		pushNotice: PushNoticeTable;
		pushTakenOff: PushTakenOffTable;
		push: PushTable;
		quietHours: { accountId: string; begins: string; ends: string; wholeDays: string };
	}
}

/** A device somebody turned notifications on for, as long as that session lasts. */
export interface PushSubscriptionTable {
	id: string;
	accountId: string;
	sessionHash: string;
	endpoint: string;
	p256dh: string;
	auth: string;
	userAgent: string;
	createdAt: string;
	/** When its push service last took something for it. */
	deliveredAt: string | null;
}

/** A device its owner took off from elsewhere: it does not come back by itself. */
export interface PushTakenOffTable {
	accountId: string;
	/** Of its address, as the portal names devices. */
	mark: string;
	takenOffAt: string;
}

/** What one person is told on their devices of one cause. */
export interface PushNoticeTable {
	id: string;
	accountId: string;
	/** Null for a test, and once the cause is forgotten. */
	outboxId: string | null;
	kind: string;
	event: NewsEvent | 'test';
	/** The address their mail about it would go to. */
	recipient: string;
	ticketId: string | null;
	contactId: string | null;
	newsId: string | null;
	/** As its cause: 1 for what is sent to many. */
	bulk: number;
	createdAt: string;
	/** No later than that: their mail leaves then, or it is old. */
	endsAt: string;
	/** When the person saw what it is about, here or elsewhere in the portal. */
	readAt: string | null;
	/** When the first of their devices was reached. */
	deliveredAt: string | null;
	/** When nothing was left to try. */
	settledAt: string | null;
}

/** One device still to be told of one notice. */
export interface PushTable {
	noticeId: string;
	subscriptionId: string;
	bulk: number;
	dueAt: string;
	attempts: number;
}
