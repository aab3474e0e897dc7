declare module '#server/platform/db.ts' {
	interface Database {
		auditEntry: AuditEntryTable;
	}
}

/** Who did what, as whom, to what, from where. */
export interface AuditEntryTable {
	id: string;
	at: string;
	/** Null for a visitor or the operator's command line. */
	accountId: string | null;
	/** `visitor`, `customer`, `pending`, `member`, `administrator`, `agent`, `manager` or `operator`. */
	actingAs: string;
	/** Such as `ticket.opened`. */
	act: string;
	subjectId: string | null;
	structureId: string | null;
	fromIp: string | null;
	/** JSON. */
	details: string;
}
