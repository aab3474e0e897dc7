declare module '#server/platform/db.ts' {
	interface Database {
		structure: StructureTable;
		structureAddress: StructureAddressTable;
		structurePhone: StructurePhoneTable;
		structureChange: StructureChangeTable;
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

/** One of a structure's addresses; at most one is the main one, since `mainAt`. */
export interface StructureAddressTable {
	id: string;
	structureId: string;
	label: string;
	street: string;
	complement: string;
	postalCode: string;
	town: string;
	mainAt: string | null;
	createdAt: string;
}

export interface StructurePhoneTable {
	id: string;
	structureId: string;
	label: string;
	/** As `canonicalPhone` writes it. */
	number: string;
	createdAt: string;
}

/** How a live value changed: the history of a structure, never edited. */
export interface StructureChangeTable {
	id: string;
	structureId: string;
	/** What changed, as `ItemKey` names it. */
	itemKey: string;
	/** JSON; `null` where there was nothing, or is nothing any more. */
	before: string;
	after: string;
	origin: 'proposal' | 'staff' | 'access' | 'import';
	/** The accepted item, for `proposal`. */
	proposalItemId: string | null;
	changedBy: string | null;
	changedAt: string;
}
