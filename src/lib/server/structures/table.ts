import type { GeneratedAlways } from 'kysely';

declare module '#server/platform/db.ts' {
	interface Database {
		structure: StructureTable;
		structureAddress: StructureAddressTable;
		structurePhone: StructurePhoneTable;
		structureChange: StructureChangeTable;
		structureMailDomain: StructureMailDomainTable;
		structureStanding: StructureStandingTable;
		structureProduct: StructureProductTable;
	}
}

/** A customer organisation. */
export interface StructureTable {
	id: string;
	customerNumber: string;
	name: string;
	/** 14 digits. */
	siret: string | null;
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

/** A mail domain the vendor recorded: an address in it belongs to the structure. As `canonicalMailDomain` writes it. */
export interface StructureMailDomainTable {
	domain: string;
	structureId: string;
	addedAt: string;
}

/** One of the vendor's products a structure has. */
export interface StructureProductTable {
	structureId: string;
	productId: string;
}

/** How a structure stands. Written by triggers alone; the migration that made it says why. */
export interface StructureStandingTable {
	/** That of its entry in `structure_search`. */
	id: GeneratedAlways<number>;
	structureId: GeneratedAlways<string>;
	/** The name in lower case and without accents. */
	sortName: GeneratedAlways<string>;
	activeContacts: GeneratedAlways<number>;
	administrators: GeneratedAlways<number>;
	pendingContacts: GeneratedAlways<number>;
	mainAddresses: GeneratedAlways<number>;
	phones: GeneratedAlways<number>;
	accountingReferents: GeneratedAlways<number>;
	technicalReferents: GeneratedAlways<number>;
	dpoReferents: GeneratedAlways<number>;
	openProposals: GeneratedAlways<number>;
	/** 1 or 0, each with an index in the order of names. */
	withoutAdministrator: GeneratedAlways<number>;
	incomplete: GeneratedAlways<number>;
	withPending: GeneratedAlways<number>;
	withProposal: GeneratedAlways<number>;
}
