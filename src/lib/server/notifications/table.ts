import type { Generated } from 'kysely';
import type { NewsEvent } from '#lib/schemas/notification-events.ts';

declare module '#server/platform/db.ts' {
	interface Database {
		notification: NotificationTable;
		notificationPreference: NotificationPreferenceTable;
	}
}

/** Something one person is told of inside the portal. What they may no longer see is neither shown nor counted. */
export interface NotificationTable {
	id: string;
	accountId: string;
	/** The cause, as in the outbox. */
	kind: string;
	structureId: string | null;
	ticketId: string | null;
	messageId: string | null;
	contactId: string | null;
	createdAt: string;
	readAt: string | null;
}

/** A choice somebody made, where it may differ from the default. */
export interface NotificationPreferenceTable {
	accountId: string;
	event: NewsEvent;
	mail: 'on' | 'off';
	bell: 'on' | 'off';
	push: Generated<'on' | 'off'>;
}
