import type { Generated } from 'kysely';
declare module '#server/platform/db.ts' {
	interface Database {
		counter: { name: string; value: number };
		setting: { key: string; value: string; updatedAt: string };
		rateLimit: { key: string; count: number; blockedUntil: string | null; expiresAt: string };
		outbox: OutboxTable;
		mail: MailTable;
		storedFile: {
			hash: string;
			type: string;
			size: number;
			width: number | null;
			height: number | null;
			createdAt: string;
		};
		migration: { name: string; appliedAt: string };
	}
}

/** One cause: something that happened and that people must be told of. */
export interface OutboxTable {
	id: string;
	kind: string;
	payload: string;
	createdAt: string;
	dueAt: string;
	attempts: number;
	/** When its recipients were worked out and their mails written. */
	expandedAt: string | null;
	lastError: string | null;
	/** 1 for what is sent to many, which leaves behind what one person waits for. */
	bulk: Generated<number>;
}

/** One mail to one person for one cause. */
export interface MailTable {
	id: string;
	outboxId: string;
	recipient: string;
	kind: string;
	payload: string;
	messageId: string;
	subject: string | null;
	createdAt: string;
	dueAt: string;
	attempts: number;
	/** When nothing is left to do: sent, given up, or no longer needed. */
	settledAt: string | null;
	sentAt: string | null;
	failedAt: string | null;
	/** When somebody of staff saw to it that it was given up. */
	setAsideAt: Generated<string | null>;
	lastError: string | null;
	/** As its cause. */
	bulk: Generated<number>;
}
