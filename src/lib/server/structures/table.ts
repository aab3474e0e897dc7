declare module '#server/platform/db.ts' {
	interface Database {
		structure: StructureTable;
	}
}

/** A customer organisation. */
export interface StructureTable {
	id: string;
	customerNumber: string;
	name: string;
	/** 14 digits. */
	siret: string | null;
	/** Mail domain recorded by the vendor, lower-case; public providers never. */
	mailDomain: string | null;
	/** What users may do with the tickets of colleagues; administrators see all but private ones. */
	ticketVisibility: 'none' | 'read' | 'answer';
	createdAt: string;
}
